using System.Text.Json;

namespace Claviger.IntegrationTests.OpenApi;

/// <summary>One operation of the document.</summary>
internal sealed record ApiOperation(string Method, string Path, JsonElement Node)
{
    public IEnumerable<JsonElement> Parameters(string place) =>
        Node.GetProperty("parameters").EnumerateArray().Select(ApiDocument.Resolve).Where(parameter => parameter.GetProperty("in").GetString() == place);

    /// <summary>Null: it takes no fields.</summary>
    public JsonElement? Body => Node.TryGetProperty("requestBody", out var body) ? ApiDocument.Resolve(body.GetProperty("content").GetProperty("application/json").GetProperty("schema")) : null;

    /// <summary>Null: the document doesn't have this status, or it isn't JSON.</summary>
    public JsonElement? Answer(int status) =>
        Node.GetProperty("responses").TryGetProperty($"{status}", out var response) && ApiDocument.Resolve(response).GetProperty("content").TryGetProperty("application/json", out var content)
            && content.TryGetProperty("schema", out var schema) ? schema : null;

    public bool Has(int status) => Node.GetProperty("responses").TryGetProperty($"{status}", out _);

    public override string ToString() => $"{Method} {Path}";
}
