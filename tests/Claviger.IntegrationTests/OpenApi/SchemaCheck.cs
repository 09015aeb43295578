using System.Text.Json;
using System.Text.RegularExpressions;
using Claviger.Core.Contracts;

namespace Claviger.IntegrationTests.OpenApi;

/// <summary>
/// JSON Schema, as much of it as the document uses: any other keyword is an error, not ignored. Stricter than a client: what a schema
/// with properties doesn't name may not be there, and deprecated properties are there for callers of the legacy version and no others.
/// </summary>
internal static class SchemaCheck
{
    private static readonly string[] Texts = ["description", "deprecated", "default"];

    /// <summary>The first fault with its path, or null.</summary>
    public static string? FaultIn(JsonElement value, JsonElement schema, bool legacy, string path = "$")
    {
        schema = ApiDocument.Resolve(schema);
        foreach (var rule in schema.EnumerateObject())
            if (!Texts.Contains(rule.Name) && FaultIn(value, rule, legacy, path) is { } fault) return fault;
        return null;
    }

    private static string? FaultIn(JsonElement value, JsonProperty rule, bool legacy, string path) => rule.Name switch
    {
        "anyOf" => rule.Value.EnumerateArray().Select(choice => FaultIn(value, choice, legacy, path)).ToList() is var faults && faults.Contains(null) ? null : faults[0],
        "type" => (rule.Value.ValueKind == JsonValueKind.Array ? rule.Value.EnumerateArray().ToList() : [rule.Value]).Any(type => Is(value, type.GetString()!)) ? null : $"{path}: {value} is not {rule.Value}",
        "enum" => rule.Value.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)) ? null : $"{path}: {value} is not one of {rule.Value}",
        "format" => rule.Value.GetString() != "date-time" || value.ValueKind != JsonValueKind.String || UtcTimeConverter.TryParse(value.GetString(), out _) ? null : $"{path}: {value} is no time",
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetInt64() >= rule.Value.GetInt64() ? null : $"{path}: {value} is below {rule.Value}",
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetInt64() <= rule.Value.GetInt64() ? null : $"{path}: {value} is above {rule.Value}",
        "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= rule.Value.GetInt32() ? null : $"{path}: '{value}' is shorter than {rule.Value}",
        "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= rule.Value.GetInt32() ? null : $"{path}: '{value}' is longer than {rule.Value}",
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.Value.GetInt32() ? null : $"{path}: fewer than {rule.Value} items",
        "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= rule.Value.GetInt32() ? null : $"{path}: more than {rule.Value} items",
        "maxProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Count() <= rule.Value.GetInt32() ? null : $"{path}: more than {rule.Value} properties",
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.Value.GetString()!) ? null : $"{path}: '{value}' is not like {rule.Value}",
        "items" => value.ValueKind != JsonValueKind.Array ? null : value.EnumerateArray().Select((item, index) => FaultIn(item, rule.Value, legacy, $"{path}[{index}]")).FirstOrDefault(fault => fault is not null),
        "required" => value.ValueKind != JsonValueKind.Object ? null : rule.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}.{name}: is missing").FirstOrDefault(),
        "properties" => value.ValueKind != JsonValueKind.Object ? null : InProperties(value, rule.Value, legacy, path),
        "additionalProperties" when rule.Value.ValueKind == JsonValueKind.Object && value.ValueKind == JsonValueKind.Object =>
            value.EnumerateObject().Select(property => FaultIn(property.Value, rule.Value, legacy, $"{path}.{property.Name}")).FirstOrDefault(fault => fault is not null),
        "additionalProperties" => null, // false: what InProperties holds every object to
        _ => throw new NotSupportedException($"{path}: say here what '{rule.Name}' means"),
    };

    private static string? InProperties(JsonElement value, JsonElement properties, bool legacy, string path)
    {
        foreach (var property in value.EnumerateObject())
        {
            if (!properties.TryGetProperty(property.Name, out var inner)) return $"{path}.{property.Name}: the document does not have it";
            if (FaultIn(property.Value, inner, legacy, $"{path}.{property.Name}") is { } fault) return fault;
        }

        return properties.EnumerateObject().Where(property => property.Value.TryGetProperty("deprecated", out _) && value.TryGetProperty(property.Name, out _) != legacy)
            .Select(property => $"{path}.{property.Name}: is {(legacy ? "missing" : "there")} for this API version").FirstOrDefault();
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => throw new NotSupportedException(type),
    };
}
