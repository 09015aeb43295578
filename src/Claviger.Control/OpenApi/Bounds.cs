using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Claviger.Control.OpenApi;

/// <summary>What a contract's attributes say of a field's values. The use case enforces them; a test sends what lies outside.</summary>
internal static class Bounds
{
    public static JsonObject Put(JsonObject schema, ICustomAttributeProvider? field)
    {
        foreach (var attribute in field?.GetCustomAttributes(inherit: false) ?? [])
        {
            if (attribute is AllowedValuesAttribute choice)
            {
                var values = new JsonArray([.. choice.Values.Select(value => (JsonNode?)JsonValue.Create((string)value!))]);
                if (schema["type"] is JsonArray) values.Add((JsonNode?)null);
                schema["enum"] = values;
            }
            else if (attribute is RangeAttribute range)
            {
                schema["minimum"] = Convert.ToInt64(range.Minimum, null);
                schema["maximum"] = Convert.ToInt64(range.Maximum, null);
            }
            else if (attribute is LengthAttribute length)
            {
                var what = schema.ContainsKey("items") ? "Items" : schema.ContainsKey("additionalProperties") ? "Properties" : "Length";
                if (length.MinimumLength > 0) schema["min" + what] = length.MinimumLength;
                schema["max" + what] = length.MaximumLength;
            }
            else if (attribute is RegularExpressionAttribute form)
            {
                schema["pattern"] = form.Pattern;
            }
        }

        return schema;
    }
}
