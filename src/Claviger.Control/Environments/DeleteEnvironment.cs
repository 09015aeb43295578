using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Environments;

namespace Claviger.Control.Environments;

/// <summary>Forgets what an environment declared. Workspaces and keys go on naming it.</summary>
public sealed class DeleteEnvironment(Database database, SnapshotRefresher snapshots)
{
    public async Task<Outcome<DeletedEnvironmentView>> RunAsync(Actor actor, string name, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.OrganizationUpdate)) return Denial.Of(tx, actor, AuditKind.EnvironmentDeleted, name, Permission.OrganizationUpdate);
        if (EnvironmentStore.Of(tx, actor.Organization).FirstOrDefault(one => one.Name == name) is not { } before) return Problem.NotFound("declared environment");
        EnvironmentStore.Delete(tx, actor.Organization, name);
        var change = tx.Commit(actor.Did(AuditKind.EnvironmentDeleted, name, AuditDetail.Of(("networks", before.Networks), ("block", before.Blocks))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return new DeletedEnvironmentView(name, "environment_deleted");
    }
}
