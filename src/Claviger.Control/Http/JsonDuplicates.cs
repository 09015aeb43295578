using System.Text.Json;

namespace Claviger.Control.Http;

/// <summary>Finds a property that stands twice in one object: which of the two was meant can't be known.</summary>
internal static class JsonDuplicates
{
    /// <summary>Its path, or null.</summary>
    public static string? In(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var (item, index) in value.EnumerateArray().Select((item, index) => (item, index)))
                if (In(item, $"{path}[{index}]") is { } inItem) return inItem;
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in value.EnumerateObject())
            {
                var at = $"{path}.{(property.Name.Length <= 64 ? property.Name : property.Name[..64] + "…")}";
                if (!seen.Add(property.Name)) return at;
                if (In(property.Value, at) is { } inside) return inside;
            }
        }

        return null;
    }
}
