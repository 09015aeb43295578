using Claviger.Core.Contracts;
using Claviger.Core.Upstreams;
using Claviger.Core.Workspaces;
using Claviger.Storage.Upstreams;

namespace Claviger.Control.Upstreams;

internal static class UpstreamViews
{
    /// <param name="all">The configured one first.</param>
    public static UpstreamView Of(StoredUpstream upstream, IReadOnlyList<StoredUpstream> all, IEnumerable<Workspace> workspaces)
    {
        var isDefault = upstream.Upstream.Id == all[0].Upstream.Id;
        return new UpstreamView(
            upstream.Upstream.Id.Value, "upstream", upstream.Upstream.Name, upstream.Upstream.BaseUrl.ToString(), isDefault, upstream.CredentialSetAt,
            [.. workspaces.Where(place => place.ArchivedAt is null && (place.Upstream is { } own ? own == upstream.Upstream.Id : isDefault)).Select(place => place.Id.Value)]);
    }
}
