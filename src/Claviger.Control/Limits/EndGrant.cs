using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Limits;

namespace Claviger.Control.Limits;

/// <summary>Ends a grant now; one that has not begun never will. It stays in the limit's list.</summary>
public sealed class EndGrant(Database database, SnapshotRefresher snapshots, TimeProvider clock)
{
    public async Task<Outcome<SpendGrantView>> RunAsync(Actor actor, string limitId, string grantId, CancellationToken ct)
    {
        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        using var tx = await database.BeginAdminAsync(ct);
        var limit = SpendLimitStore.Find(tx, actor.Organization, limitId);
        if (LimitReach.FaultIn(tx, actor, AuditKind.SpendGrantEnded, limit, grantId) is { } denied) return denied;
        var grant = limit!.Grants.FirstOrDefault(grant => grant.Id.Value == grantId);
        if (grant is null) return Problem.NotFound("grant");

        var endsMs = Math.Max(nowMs, grant.StartsAtMs);
        if (grant.EndsAtMs <= endsMs)
        {
            var seen = tx.NewestChange();
            tx.Dispose(); // ended before: no second event, and the same answer once that is in force here
            await snapshots.HasReachedAsync(seen, CancellationToken.None);
            return SpendLimitViews.Of(limit, grant, nowMs);
        }

        var ended = grant with { EndsAtMs = endsMs };
        SpendGrantStore.End(tx, grant, endsMs);
        SpendLimitStore.Touch(tx, limit, nowMs, LimitsVersion.Next(tx));
        var change = tx.Commit(actor.Did(AuditKind.SpendGrantEnded, grantId, AuditDetail.Of(
            ("spend_limit_id", limitId), ("amount", grant.Amount.ToCentsString()), ("ended_at", UtcTimeConverter.Text(SpendLimitViews.Time(endsMs))))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return SpendLimitViews.Of(limit, ended, nowMs);
    }
}
