using Claviger.Control.Access;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Workspaces;

/// <summary>Ends a workspace for good and revokes every key of it, in one change. History stays for reports.</summary>
public sealed class ArchiveWorkspace(Database database, SnapshotRefresher snapshots, TimeProvider clock)
{
    public async Task<Outcome<WorkspaceView>> RunAsync(Actor actor, string id, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        var workspace = WorkspaceStore.Find(tx, actor.Organization, id);
        if (Reach.FaultIn(tx, actor, AuditKind.WorkspaceArchived, id, Permission.WorkspacesArchive, Permission.WorkspacesRead, workspace?.Id, Problem.NotFound("workspace")) is { } denied) return denied;
        if (workspace!.IsDefault) return new Problem(ProblemKind.InvalidRequest, "the default workspace can't be archived; revoke its keys instead");
        if (workspace.ArchivedAt is not null)
        {
            // Archived before: no second event, and the same answer once that is in force here.
            var seen = tx.NewestChange();
            tx.Dispose();
            await snapshots.HasReachedAsync(seen, CancellationToken.None);
            return WorkspaceViews.Of(workspace);
        }

        var archived = workspace with { ArchivedAt = clock.GetUtcNow() };
        WorkspaceStore.Update(tx, archived);
        var revoked = KeyStore.ArchiveAllOf(tx, workspace.Id);
        var entries = revoked.Select(key => actor.Did(AuditKind.KeyRevoked, key, AuditDetail.Of(("because", "workspace archived"))))
            .Prepend(actor.Did(AuditKind.WorkspaceArchived, id, AuditDetail.Of(("name", workspace.Name), ("keys_revoked", revoked.Count))))
            .ToArray();
        var change = tx.Commit(entries);
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return WorkspaceViews.Of(archived);
    }
}
