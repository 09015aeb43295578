using System.Collections.Frozen;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Claviger.Gateway.Upstream;

/// <summary>
/// Which headers cross. Both ways lists of what stops here, because <c>anthropic-*</c> and unknown headers are open sets that must
/// pass. Credentials, hop-by-hop headers and what names the network in between never do.
/// </summary>
internal static class HeaderPolicy
{
    private static readonly FrozenSet<string> StopsRequest = FrozenSet.ToFrozenSet(
        [
            // Credentials: the client's must not reach upstream, nor choose upstream's workspace.
            "authorization", "x-api-key", "cookie", "anthropic-workspace-id",
            // Said to Claviger.
            ServiceHeader,
            // Hop by hop, and what the connection to upstream decides for itself.
            "connection", "keep-alive", "proxy-connection", "proxy-authorization", "proxy-authenticate", "te", "trailer",
            "transfer-encoding", "upgrade", "host", "content-length", "expect", "accept-encoding",
            // Where the caller sits.
            "forwarded", "via", "x-real-ip", "true-client-ip", "cf-connecting-ip",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Which service calls, where a caller says it: one key, one service.</summary>
    public const string ServiceHeader = "claviger-service";

    private const string StopsRequestPrefix = "x-forwarded-"; // where the caller sits, too

    private static readonly FrozenSet<string> StopsResponse = FrozenSet.ToFrozenSet(
        [
            "connection", "keep-alive", "proxy-connection", "proxy-authenticate", "te", "trailer", "transfer-encoding", "upgrade",
            // Whose organization and workspace upstream sees is nobody's business here; ours are put in.
            "anthropic-organization-id", "anthropic-workspace-id", "set-cookie", "www-authenticate",
            // The edge in front of upstream.
            "server", "date", "via", "alt-svc", "nel", "report-to", "strict-transport-security", "x-robots-tag", "cf-ray", "cf-cache-status",
            "x-envoy-upstream-service-time", "x-cloud-trace-context",
        ],
        StringComparer.OrdinalIgnoreCase);

    // Upstream's limits are of an account that callers share: theirs to see are Claviger's.
    private static readonly string[] StopsResponsePrefixes = ["anthropic-ratelimit-", "anthropic-priority-", "anthropic-fast-"];

    /// <summary>Copies what may pass, then puts the upstream credential in.</summary>
    public static void ToUpstream(IHeaderDictionary from, HttpRequestMessage to, string credential)
    {
        var nominated = from.Connection;
        foreach (var (name, values) in from)
        {
            if (StopsRequest.Contains(name) || name.StartsWith(StopsRequestPrefix, StringComparison.OrdinalIgnoreCase) || name.StartsWith(':') || IsNominated(nominated, name)) continue;
            Add(to.Headers, to.Content?.Headers, name, values);
        }

        // No header at all would allow any encoding, and an encoded answer can't be metered.
        to.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        // Federation tokens are taken as Bearer only; static keys in either form.
        if (credential.StartsWith("sk-ant-oat", StringComparison.Ordinal)) to.Headers.TryAddWithoutValidation("Authorization", "Bearer " + credential);
        else to.Headers.TryAddWithoutValidation("x-api-key", credential);
    }

    public static void ToClient(HttpResponseMessage from, IHeaderDictionary to)
    {
        var nominated = from.Headers.NonValidated.TryGetValues("Connection", out var connection) ? new StringValues(connection.ToArray()) : default;
        foreach (var (name, values) in from.Headers.NonValidated) Pass(name, values, nominated, to);
        foreach (var (name, values) in from.Content.Headers.NonValidated) Pass(name, values, nominated, to);
    }

    internal static bool PassesToClient(string name)
    {
        if (StopsResponse.Contains(name)) return false;
        foreach (var prefix in StopsResponsePrefixes)
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return false;
        return true;
    }

    private static void Pass(string name, HeaderStringValues values, StringValues nominated, IHeaderDictionary to)
    {
        if (!PassesToClient(name) || IsNominated(nominated, name)) return;
        to[name] = values.Count == 1 ? values.ToString() : values.ToArray();
    }

    private static void Add(HttpRequestHeaders headers, HttpContentHeaders? content, string name, StringValues values)
    {
        if (values.Count == 1)
        {
            if (!headers.TryAddWithoutValidation(name, values[0])) content?.TryAddWithoutValidation(name, values[0]);
        }
        else
        {
            if (!headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values)) content?.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
    }

    /// <summary>
    /// RFC 9110 §7.6.1: what Connection names is for this hop only. Of a request's list that holds keep-alive, close or upgrade, Kestrel
    /// keeps that word alone: what else such a list names can't be known here, and passes.
    /// </summary>
    private static bool IsNominated(StringValues connection, string name)
    {
        if (connection.Count == 0) return false;
        foreach (var value in connection)
            foreach (var token in (value ?? "").Split(',', StringSplitOptions.TrimEntries))
                if (string.Equals(token, name, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
