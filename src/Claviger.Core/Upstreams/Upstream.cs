namespace Claviger.Core.Upstreams;

/// <summary>Where a workspace's requests go. The credential is sealed in the store and opened only into the snapshot.</summary>
/// <param name="BaseUrl">Scheme and authority, from configuration only: nothing in a request can change it.</param>
public sealed record Upstream(UpstreamId Id, OrganizationId Organization, string Name, Uri BaseUrl);
