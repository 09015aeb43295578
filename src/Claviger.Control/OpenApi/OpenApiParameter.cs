using System.Text.Json.Nodes;
using Claviger.Control.Http;

namespace Claviger.Control.OpenApi;

/// <summary>A query parameter or header as OpenAPI writes it.</summary>
internal static class OpenApiParameter
{
    public static JsonObject Of(Parameter parameter)
    {
        var isList = parameter.Kind == ParameterKind.List;
        var schema = isList
            ? new JsonObject { ["type"] = "array", ["items"] = Value(parameter), ["maxItems"] = parameter.Most }
            : Value(parameter);
        var all = new JsonObject { ["name"] = parameter.Name, ["in"] = parameter.Kind == ParameterKind.Header ? "header" : "query" };
        if (parameter.About is { } about) all["description"] = about;
        if (parameter.Required) all["required"] = true;
        if (isList)
        {
            all["style"] = "form";
            all["explode"] = true;
        }

        all["schema"] = schema;
        return all;
    }

    private static JsonObject Value(Parameter parameter)
    {
        if (parameter.Kind == ParameterKind.Number)
        {
            var number = new JsonObject { ["type"] = "integer", ["minimum"] = parameter.Least };
            if (parameter.Most is { } most) number["maximum"] = most;
            if (parameter.Usual is { } usual) number["default"] = usual;
            return number;
        }

        if (parameter.Kind == ParameterKind.Flag) return new JsonObject { ["type"] = "boolean", ["default"] = false };
        var text = new JsonObject { ["type"] = "string" };
        if (parameter.Kind == ParameterKind.Time) text["format"] = "date-time";
        if (parameter.Values is { } values) text["enum"] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        return text;
    }
}
