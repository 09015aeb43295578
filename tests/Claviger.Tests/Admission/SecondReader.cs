using System.Text.Json;
using Xunit;

namespace Claviger.Tests.Admission;

/// <summary>The same facts read in the plainest way, by <see cref="JsonDocument"/>, which also refuses equal names in one object.</summary>
internal static class SecondReader
{
    public static void Agrees(byte[] body, Inspected request)
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 64 });
        var root = document.RootElement;
        var shape = request.Shape;

        Assert.Equal(root.EnumerateObject().Count(), root.EnumerateObject().Select(p => p.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(root.GetProperty("model").GetString(), request.Text(shape.Model));
        Assert.Equal(root.GetProperty("max_tokens").GetInt64(), shape.MaxTokens);
        Assert.Equal(root.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True, shape.Stream);
        Assert.Equal(Text(root, "inference_geo") ?? "", request.Text(shape.GeoText));
        Assert.Equal(Text(root, "speed") switch { null => "Absent", "standard" => "Standard", "fast" => "Fast", _ => "Unknown" }, shape.Speed.ToString());
        Assert.Equal(Text(root, "service_tier") switch { null => "Absent", "auto" => "Auto", "standard_only" => "StandardOnly", _ => "Unknown" }, shape.ServiceTier.ToString());

        var files = new List<string>();
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name is not ("output_config" or "output_format" or "metadata" or "mcp_servers"))
                Files(property.Value, property.Name, files);
            if (property.Name == "file_id" && property.Value.ValueKind == JsonValueKind.String) files.Add(property.Value.GetString()!);
        }

        Assert.Equal(string.Join(' ', files), request.Texts(shape.FileIds));
        Assert.InRange(shape.TextBytes + shape.PayloadBytes, 1, 3 * body.Length);
        Assert.True(shape.UnknownSources >= 0);
    }

    /// <param name="place">Names and brackets from the root, so that tool data can be told from references.</param>
    private static void Files(JsonElement element, string place, List<string> files)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Files(item, place + "[]", files);
            return;
        }

        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var property in element.EnumerateObject())
        {
            if (IsData(element, place, property.Name)) continue;
            if (property.Name == "file_id" && property.Value.ValueKind == JsonValueKind.String) files.Add(property.Value.GetString()!);
            Files(property.Value, $"{place}.{property.Name}", files);
        }
    }

    private static bool IsData(JsonElement element, string place, string name) =>
        (name == "input" && IsBlock(place) && Text(element, "type") is "tool_use" or "server_tool_use" or "mcp_tool_use")
        || (place == "tools[]" && name is "input_schema" or "input_examples");

    private static bool IsBlock(string place)
    {
        var rest = place switch
        {
            _ when place.StartsWith("messages[].content[]", StringComparison.Ordinal) => place["messages[].content[]".Length..],
            _ when place.StartsWith("system[]", StringComparison.Ordinal) => place["system[]".Length..],
            _ => "?",
        };
        while (rest.Length > 0)
        {
            if (rest.StartsWith(".source.content[]", StringComparison.Ordinal)) rest = rest[".source.content[]".Length..];
            else if (rest.StartsWith(".content[]", StringComparison.Ordinal)) rest = rest[".content[]".Length..];
            else if (rest.StartsWith(".content", StringComparison.Ordinal)) rest = rest[".content".Length..];
            else return false;
        }

        return true;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
