using Claviger.Core.Upstreams;

namespace Claviger.Storage.Upstreams;

/// <summary>An upstream without its credential.</summary>
public sealed record StoredUpstream(Upstream Upstream, DateTimeOffset CredentialSetAt);
