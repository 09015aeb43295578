using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
using Claviger.Storage;
using Claviger.Storage.Limits;

namespace Claviger.Control.Limits;

/// <summary>Puts money on top of a limit until an end. Two at a time would be hard to reason about, so a second one is refused.</summary>
public sealed class GrantSpend(Database database, SnapshotRefresher snapshots, TimeProvider clock)
{
    private const int MaxReason = 500;

    public async Task<Outcome<SpendGrantView>> RunAsync(Actor actor, string limitId, GrantSpendRequest request, CancellationToken ct)
    {
        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var amount = MoneyText.Cents(request.Amount, out var fault);
        if (fault is not null) return Problem.Invalid("amount", fault);
        if (amount == Money.Zero) return Problem.Invalid("amount", "must be more than zero");
        var (startsMs, endsMs) = (request.StartsAt?.ToUnixTimeMilliseconds() ?? nowMs, request.EndsAt.ToUnixTimeMilliseconds());
        if (startsMs < nowMs) return Problem.Invalid("starts_at", "must not be in the past; leave it out to start now");
        if (endsMs <= nowMs) return Problem.Invalid("ends_at", "must be in the future");
        if (endsMs <= startsMs) return Problem.Invalid("ends_at", "must be after starts_at");
        if (request.Reason is { } reason && (reason.Length is 0 or > MaxReason || PlainText.HasTricks(reason)))
            return Problem.Invalid("reason", $"must be 1 to {MaxReason} characters, without control and direction characters");

        using var tx = await database.BeginAdminAsync(ct);
        var limit = SpendLimitStore.Find(tx, actor.Organization, limitId);
        if (LimitReach.FaultIn(tx, actor, AuditKind.SpendGrantCreated, limit, limitId) is { } denied) return denied;
        if (limit!.Amount is not { } cap) return Problem.Invalid("amount", "this limit has no amount, so there is nothing to add to: set one first");
        if (amount > MoneyText.Most - cap) return Problem.Invalid("amount", $"is too large on top of {cap}: together at most {MoneyText.Most}");
        if (OverlapWith(limit, startsMs, endsMs) is { } overlap) return overlap;

        var grant = new SpendGrant(SpendGrantId.New(), amount, startsMs, endsMs, request.Reason);
        SpendGrantStore.Add(tx, limit, grant, nowMs);
        SpendLimitStore.Touch(tx, limit, nowMs, LimitsVersion.Next(tx));
        var change = tx.Commit(actor.Did(AuditKind.SpendGrantCreated, grant.Id.Value, AuditDetail.Of(
            ("spend_limit_id", limitId), ("amount", amount.ToCentsString()), ("starts_at", Text(startsMs)), ("ends_at", Text(endsMs)), ("reason", grant.Reason))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return SpendLimitViews.Of(limit, grant, nowMs);
    }

    /// <summary>Null when no grant of the limit runs in that time.</summary>
    internal static Problem? OverlapWith(SpendLimit limit, long startsMs, long endsMs) =>
        limit.Grants.FirstOrDefault(other => other.EndsAtMs > other.StartsAtMs && other.StartsAtMs < endsMs && startsMs < other.EndsAtMs) is { } overlap
            ? Problem.Conflict("starts_at", $"{overlap.Id} ({overlap.Amount}) runs from {Text(overlap.StartsAtMs)} to {Text(overlap.EndsAtMs)}: begin after it, or end that one first", "spend_grant_overlaps")
            : null;

    internal static string Text(long atMs) => UtcTimeConverter.Text(SpendLimitViews.Time(atMs));
}
