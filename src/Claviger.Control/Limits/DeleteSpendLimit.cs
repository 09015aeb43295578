using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
using Claviger.Storage;
using Claviger.Storage.Limits;

namespace Claviger.Control.Limits;

/// <summary>
/// Takes a spend limit away. Requests that hold money against it run to their end; their costs stay in the books. A limit that is made
/// for the scope again begins with what was spent.
/// </summary>
public sealed class DeleteSpendLimit(Database database, SnapshotRefresher snapshots, LimitStandings standings, TimeProvider clock)
{
    public async Task<Outcome<DeletedSpendLimitView>> RunAsync(Actor actor, string id, CancellationToken ct)
    {
        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        using var tx = await database.BeginAdminAsync(ct);
        var limit = SpendLimitStore.Find(tx, actor.Organization, id);
        var kind = limit is null ? AuditKind.OrganizationSpendLimitDeleted : LimitAuditKinds.Deleted(limit.Scope.Type);
        if (LimitReach.FaultIn(tx, actor, kind, limit, id) is { } denied) return denied;

        SpendLimitStore.Delete(tx, limit!, nowMs, LimitsVersion.Next(tx));
        var held = standings.HeldOf(limit!, nowMs);
        var change = tx.Commit(actor.Did(kind, id, AuditDetail.Of(
            ("scope", limit!.Scope.Id), ("period", LimitNames.Of(limit.Period)), ("before", SpendLimitViews.FieldsOf(limit)))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return new DeletedSpendLimitView(id, "spend_limit_deleted", held == Money.Zero ? null
            : $"{held} was held against it for running requests and batches: they run to their end, and their costs are booked");
    }
}
