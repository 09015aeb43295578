using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Upstreams;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Upstreams;

public sealed class ListUpstreams(Database database)
{
    internal Outcome<CursorPage<UpstreamView>> Run(Actor actor, AdminQuery query)
    {
        var paging = CursorPaging.ReadWhole(query, "upstreams");
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.UpstreamsRead)) return Denial.Of(Permission.UpstreamsRead);
        using var reader = database.Read();
        var (all, workspaces) = (UpstreamStore.All(reader, actor.Organization), WorkspaceStore.List(reader, actor.Organization, includeArchived: false, includeDefault: true));
        return paging.Cut(all.Select(upstream => UpstreamViews.Of(upstream, all, workspaces)).ToList());
    }
}
