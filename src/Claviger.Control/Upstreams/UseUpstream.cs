using Claviger.Control.Snapshots;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Batches;
using Claviger.Storage.Upstreams;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Upstreams;

/// <summary>Which upstream a workspace's requests go to. Batches that still run upstream could not be settled by another credential, so they end first.</summary>
public sealed class UseUpstream(Database database, SnapshotRefresher snapshots)
{
    public async Task<Outcome<WorkspaceView>> RunAsync(Actor actor, string id, UseUpstreamRequest request, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.UpstreamsUpdate)) return Denial.Of(tx, actor, AuditKind.WorkspaceUpstreamChanged, id, Permission.UpstreamsUpdate);
        if (WorkspaceStore.Find(tx, actor.Organization, id) is not { } workspace) return Problem.NotFound("workspace");
        if (workspace.ArchivedAt is not null) return new Problem(ProblemKind.InvalidRequest, "this workspace is archived, for good");
        var all = UpstreamStore.All(tx, actor.Organization);
        if (request.UpstreamId is { } asked && all.All(one => one.Upstream.Id.Value != asked)) return Problem.Invalid("upstream_id", "no such upstream; GET /v1/organizations/upstreams lists them");
        UpstreamId? wanted = request.UpstreamId is { } named && named != all[0].Upstream.Id.Value ? new UpstreamId(named) : null;
        if (workspace.Upstream == wanted) return WorkspaceViews.Of(workspace); // nothing changes: no event
        if (BatchStore.CountUnsettled(tx, workspace.Number) is > 0 and var running)
            return new Problem(ProblemKind.Conflict, $"{running} batch{(running == 1 ? "" : "es")} of this workspace still run{(running == 1 ? "s" : "")} upstream, and the new credential could not read {(running == 1 ? "its" : "their")} results: wait, or cancel {(running == 1 ? "it" : "them")}", ErrorCode: "batches_run");
        WorkspaceStore.SetUpstream(tx, workspace.Id, wanted);
        var change = tx.Commit(actor.Did(AuditKind.WorkspaceUpstreamChanged, id, AuditDetail.Of(("before", workspace.Upstream?.Value), ("after", wanted?.Value))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return WorkspaceViews.Of(workspace with { Upstream = wanted });
    }
}
