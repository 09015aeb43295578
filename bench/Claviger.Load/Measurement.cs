using System.Text.Json;

namespace Claviger.Load;

/// <summary>One server in one test of one round, with whatever numbers the test gave.</summary>
internal sealed record Measurement(string Test, string Server, int Round, IReadOnlyDictionary<string, double> Numbers)
{
    public static Measurement Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var numbers = root.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Number && p.Name != "round").ToDictionary(p => p.Name, p => p.Value.GetDouble());
        return new Measurement(root.GetProperty("test").GetString()!, root.GetProperty("server").GetString()!, root.GetProperty("round").GetInt32(), numbers);
    }
}
