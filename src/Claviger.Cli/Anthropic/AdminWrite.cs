using System.Text.Json.Nodes;

namespace Claviger.Cli.Anthropic;

/// <summary>One call that changes something at Anthropic.</summary>
/// <param name="Path">Under <c>/v1/organizations/</c>.</param>
/// <param name="Body">Null: none.</param>
/// <param name="Beta">A preview that has to be named.</param>
internal sealed record AdminWrite(HttpMethod Method, string Path, JsonObject? Body = null, string? Beta = null)
{
    public static AdminWrite Post(string path, JsonObject? body, string? beta = null) => new(HttpMethod.Post, path, body, beta);

    public static AdminWrite Delete(string path, string? beta = null) => new(HttpMethod.Delete, path, null, beta);
}
