using System.Reflection;
using System.Text.Json.Nodes;
using Claviger.Control.Http;
using Claviger.Core.Contracts;

namespace Claviger.Control.OpenApi;

/// <summary>JSON Schemas of the requests, from the very fields that <see cref="AdminBody"/> checks a body against.</summary>
internal sealed class RequestSchemas(SchemaBook book, ContractTexts texts)
{
    public JsonObject Of(Type contract) => new() { ["$ref"] = "#/components/schemas/" + book.Add(contract, () => Schema(contract)) };

    private JsonObject Schema(Type contract)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var field in AdminBody.FieldsOf(contract))
        {
            var schema = Bounds.Put(Values(field), field.Parameter);
            if (texts.Of(contract, field.Parameter.Name!) is { } about) schema["description"] = about;
            properties[field.Name] = schema;
            if (field.Required) required.Add((JsonNode)field.Name);
        }

        var all = new JsonObject { ["type"] = "object" };
        if (texts.Of(contract) is { } text) all["description"] = text;
        all["properties"] = properties;
        if (required.Count > 0) all["required"] = required;
        all["additionalProperties"] = false;
        return all;
    }

    /// <summary>A field that may be left out may be null as well, which then says the same or, where its text says so, takes away.</summary>
    private JsonObject Values(BodyField field)
    {
        var type = field.Parameter.GetCustomAttribute<HoldsAttribute>()?.What ?? field.Type;
        var schema = book.Of(type, nullable: !field.Required);
        if (field.NullValues) schema["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "null") };
        return schema;
    }
}
