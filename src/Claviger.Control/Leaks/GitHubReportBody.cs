using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Leaks;

namespace Claviger.Control.Leaks;

/// <summary>
/// GitHub's array of <c>{token, type, url, source}</c>. Only read after its signature was verified, and leniently: what GitHub adds is
/// GitHub's, and one odd line must not keep the other tokens in use.
/// </summary>
internal static class GitHubReportBody
{
    /// <summary>Ten thousand tokens with addresses of a kilobyte, and room.</summary>
    public const int MostBytes = 16 << 20;

    private const int MostOfType = 100;

    public static Outcome<IReadOnlyList<LeakedToken>> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            if (document.RootElement.ValueKind != JsonValueKind.Array) return new Problem(ProblemKind.InvalidRequest, "body: must be a JSON array of {token, type, url, source}");
            var tokens = new List<LeakedToken>(document.RootElement.GetArrayLength());
            foreach (var line in document.RootElement.EnumerateArray())
            {
                if (TextOf(line, "token") is not { Length: > 0 } token) continue;
                var type = TextOf(line, "type") ?? "";
                tokens.Add(new LeakedToken(token, type.Length <= MostOfType ? type : type[..MostOfType], LeakPlace.Of(TextOf(line, "url"), TextOf(line, "source"))));
            }

            return tokens;
        }
        catch (JsonException)
        {
            return new Problem(ProblemKind.InvalidRequest, "body: not valid JSON");
        }
    }

    private static string? TextOf(JsonElement line, string name)
    {
        if (line.ValueKind != JsonValueKind.Object || !line.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair: the parser lets it pass until somebody wants the text
        }
    }
}
