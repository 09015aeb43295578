namespace Claviger.Core.Policy;

/// <summary>Where a workspace's requests go, ready for use. Never written to a log: it holds the upstream credential in clear.</summary>
public sealed class UpstreamTarget(UpstreamId id, string name, Uri baseUrl, string credential)
{
    public UpstreamId Id => id;
    public string Name => name;

    /// <summary>Scheme, host and port; the path of a request is appended as it came.</summary>
    public Uri BaseUrl => baseUrl;

    /// <summary>Sent as <c>x-api-key</c>; nothing else of Claviger may read it.</summary>
    public string Credential => credential;

    public override string ToString() => $"{name} ({baseUrl})";
}
