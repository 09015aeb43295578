using Claviger.Control.Access;
using Claviger.Control.Emergency;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Workspaces;

/// <summary>Ends a workspace for good and revokes every key of it, in one change. History stays for reports.</summary>
public sealed class ArchiveWorkspace(Database database, SnapshotRefresher snapshots, StopInEmergency emergency, TimeProvider clock)
{
    /// <summary>Goes through even where store or audit log take no change: it only takes access away.</summary>
    public Task<Outcome<WorkspaceView>> RunAsync(Actor actor, string id, CancellationToken ct) =>
        emergency.OrElseAsync(patience => ArchiveAsync(actor, id, patience), cause => StopAsync(actor, id, cause), ct);

    private async Task<WorkspaceView?> StopAsync(Actor actor, string id, Exception cause)
    {
        var workspace = emergency.Policy.Workspaces.FirstOrDefault(place => place.Id.Value == id);
        if (workspace is null or { IsDefault: true } or { ArchivedAt: not null } || workspace.Organization != actor.Organization || !actor.MayIn(Permission.WorkspacesArchive, workspace.Id)) return null;
        await emergency.StopAsync(actor, id, KeyStatus.Archived, cut: false, cause);
        return WorkspaceViews.Of(workspace with { ArchivedAt = clock.GetUtcNow() });
    }

    /// <param name="because">A further field of the entry; null: none.</param>
    internal static (Workspace Archived, IReadOnlyList<AuditEntry> Entries) Write(AdminTransaction tx, Actor actor, Workspace workspace, DateTimeOffset now, (string, object?)? because)
    {
        var archived = workspace with { ArchivedAt = now };
        WorkspaceStore.Update(tx, archived);
        var revoked = KeyStore.ArchiveAllOf(tx, workspace.Id);
        (string, object?)[] fields = [("name", workspace.Name), ("keys_revoked", revoked.Count), .. because is { } more ? [more] : ReadOnlySpan<(string, object?)>.Empty];
        return (archived,
        [
            actor.Did(AuditKind.WorkspaceArchived, workspace.Id.Value, AuditDetail.Of(fields)),
            .. revoked.Select(key => actor.Did(AuditKind.KeyRevoked, key, AuditDetail.Of(("because", "workspace archived")))),
        ]);
    }

    private async Task<Outcome<WorkspaceView>> ArchiveAsync(Actor actor, string id, CancellationToken ct)
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

        var (archived, entries) = Write(tx, actor, workspace, clock.GetUtcNow(), null);
        var change = tx.Commit([.. entries]);
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return WorkspaceViews.Of(archived);
    }
}
