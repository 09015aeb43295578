using System.Text;
using System.Text.Json;

namespace Claviger.IntegrationTests.Hosting;

/// <summary>First line and headers of an answer, as they stood on the wire.</summary>
public sealed record RawHead(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    public IReadOnlyList<string> All(string name) =>
        [.. Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];

    /// <summary>The one value of a header that may stand there once at most.</summary>
    public string? One(string name) => All(name) switch { [] => null, [var one] => one, _ => throw new InvalidDataException($"{name} stands there more than once") };

    public bool SaysClose => All("connection").Any(value => value.Contains("close", StringComparison.OrdinalIgnoreCase));
}

/// <param name="IsWhole">The body ended as its framing promised; false where the connection broke first.</param>
public sealed record RawAnswer(RawHead Head, byte[] Body, bool IsWhole)
{
    public int Status => Head.Status;

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Anthropic's error envelope, or an exception that shows what came instead.</summary>
    public (string Type, string Message, string RequestId) Error()
    {
        try
        {
            var json = JsonSerializer.Deserialize<JsonElement>(Body);
            if (json.GetProperty("type").GetString() != "error") throw new InvalidDataException($"not an error: {Text}");
            var error = json.GetProperty("error");
            return (error.GetProperty("type").GetString()!, error.GetProperty("message").GetString()!, json.GetProperty("request_id").GetString()!);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException)
        {
            throw new InvalidDataException($"not an error envelope: {Status} {Text}", fault);
        }
    }
}
