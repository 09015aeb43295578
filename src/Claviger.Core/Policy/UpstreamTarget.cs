namespace Claviger.Core.Policy;

/// <summary>Where a workspace's requests go, ready for use. Never written to a log: it holds the upstream credential in clear.</summary>
public sealed class UpstreamTarget(UpstreamId id, string name, Uri baseUrl, string credential)
{
    private const string MessagesPath = "/v1/messages", BetaQuery = "?beta=true";

    // The address of nearly every request, made once: a Uri costs about as much to make and take apart as the request's headers.
    private readonly Uri _messages = Address(baseUrl, MessagesPath, null);
    private readonly Uri _betaMessages = Address(baseUrl, MessagesPath, BetaQuery); // what SDKs send for their beta methods

    public UpstreamId Id => id;
    public string Name => name;

    /// <summary>Sent as <c>x-api-key</c>; nothing else of Claviger may read it.</summary>
    public string Credential => credential;

    /// <summary>Path and query as they stand: the path has matched a route on its raw bytes, and what a query means is upstream's to say.</summary>
    public Uri Address(string path, string? query)
    {
        if (path != MessagesPath) return Address(baseUrl, path, query);
        return string.IsNullOrEmpty(query) ? _messages : query == BetaQuery ? _betaMessages : Address(baseUrl, path, query);
    }

    public override string ToString() => $"{name} ({baseUrl})";

    private static Uri Address(Uri root, string path, string? query) => new(string.Concat(root.AbsoluteUri.AsSpan().TrimEnd('/'), path, query), AsItStands);

    private static readonly UriCreationOptions AsItStands = new() { DangerousDisablePathAndQueryCanonicalization = true };
}
