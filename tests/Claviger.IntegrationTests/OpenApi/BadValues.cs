using System.Text.Json;
using System.Text.Json.Nodes;

namespace Claviger.IntegrationTests.OpenApi;

/// <summary>Values that a schema doesn't allow: each just beyond one of its rules.</summary>
internal static class BadValues
{
    private static readonly (string Type, string Json)[] Samples =
        [("string", "\"x\""), ("integer", "7"), ("number", "1.5"), ("boolean", "true"), ("array", "[]"), ("object", "{}"), ("null", "null"), ("array", "[[]]"), ("object", """{"a":{"b":1}}""")];

    public static IEnumerable<JsonNode?> Of(JsonElement schema)
    {
        schema = ApiDocument.Resolve(schema);
        var isNullable = false;
        if (schema.TryGetProperty("anyOf", out var choices))
        {
            isNullable = choices.EnumerateArray().Any(choice => choice.TryGetProperty("type", out var name) && name.ValueKind == JsonValueKind.String && name.ValueEquals("null"));
            schema = ApiDocument.Resolve(choices[0]);
        }

        if (!schema.TryGetProperty("type", out var type)) yield break;
        var types = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(item => item.GetString()!).ToList() : [type.GetString()!];
        foreach (var (other, json) in Samples)
            if (!types.Contains(other) && !(isNullable && other == "null")) yield return JsonNode.Parse(json);
        if (schema.TryGetProperty("items", out var item)) foreach (var bad in Of(item)) yield return new JsonArray(bad?.DeepClone());
        foreach (var bad in OfText(schema, types[0]).Concat(OfSize(schema))) yield return bad;
    }

    public static IEnumerable<JsonNode?> JustWithin(JsonElement schema)
    {
        if (schema.TryGetProperty("minLength", out var shortest)) yield return new string('x', shortest.GetInt32());
        if (schema.TryGetProperty("maxLength", out var longest)) yield return new string('x', longest.GetInt32());
        if (schema.TryGetProperty("minimum", out var least)) yield return least.GetInt64();
        if (schema.TryGetProperty("maximum", out var most)) yield return most.GetInt64();
    }

    private static IEnumerable<JsonNode?> OfText(JsonElement schema, string type)
    {
        if (type != "string") yield break;
        if (schema.TryGetProperty("enum", out _)) yield return "no-such-value";
        if (schema.TryGetProperty("pattern", out _)) yield return "!?";
        if (schema.TryGetProperty("minLength", out var least)) yield return new string('x', least.GetInt32() - 1);
        if (schema.TryGetProperty("maxLength", out var most)) yield return new string('x', most.GetInt32() + 1);
        if (!schema.TryGetProperty("format", out var format) || format.GetString() != "date-time") yield break;
        foreach (var time in new[] { "", "tomorrow", "2036-13-01T00:00:00Z", "2036-01-01", "2036-01-01T00:00:00" }) yield return time;
    }

    private static IEnumerable<JsonNode?> OfSize(JsonElement schema)
    {
        if (schema.TryGetProperty("minimum", out var least)) yield return least.GetInt64() - 1;
        if (schema.TryGetProperty("maximum", out var most)) yield return most.GetInt64() + 1;
        if (schema.TryGetProperty("maxItems", out var items)) yield return new JsonArray([.. Enumerable.Range(0, items.GetInt32() + 1).Select(number => (JsonNode)$"x{number}")]);
        if (schema.TryGetProperty("maxProperties", out var properties))
            yield return new JsonObject(Enumerable.Range(0, properties.GetInt32() + 1).Select(number => KeyValuePair.Create<string, JsonNode?>($"x{number}", "x")));
    }
}
