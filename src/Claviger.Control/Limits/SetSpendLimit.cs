using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
using Claviger.Storage;
using Claviger.Storage.Limits;

namespace Claviger.Control.Limits;

/// <summary>Makes the spend limit of a scope and period, or changes it. When it returns, the next request meets it.</summary>
public sealed class SetSpendLimit(Database database, SnapshotRefresher snapshots, LimitStandings standings, TimeProvider clock)
{
    public async Task<Outcome<SpendLimitView>> RunAsync(Actor actor, SetSpendLimitRequest request, CancellationToken ct)
    {
        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var (fields, problem) = SpendLimitFields.Read(request);
        if (fields is null) return problem!;
        var until = request.SuspendedUntil.Value?.ToUnixTimeMilliseconds();
        if (until <= nowMs) return Problem.Invalid("suspended_until", "must be in the future; null ends a suspension");

        using var tx = await database.BeginAdminAsync(ct);
        if (LimitReach.FaultIn(tx, actor, LimitAuditKinds.Created(fields.ScopeType), fields.ScopeType, fields.ScopeId) is { } denied) return denied;

        var (scope, missing) = LimitScopes.Resolve(tx, actor.Organization, fields.ScopeType, fields.ScopeId);
        if (missing is not null) return missing;
        var before = SpendLimitStore.Find(tx, actor.Organization, scope.Type, scope.Id, fields.Period);
        if (before is null && !request.Amount.IsSaid) return Problem.Invalid("amount", "required for a new limit: cents as a string, or null for no cap");

        var after = new SpendLimit
        {
            Id = before?.Id ?? SpendLimitId.New(),
            Number = before?.Number ?? 0,
            Version = before?.Version ?? 0,
            Scope = scope,
            Period = fields.Period,
            Amount = request.Amount.IsSaid ? fields.Amount : before!.Amount,
            Mode = fields.Mode ?? before?.Mode ?? LimitMode.Hard,
            AtCap = fields.AtCap ?? before?.AtCap ?? AtCap.Reserve,
            // A suspension that is over is none: saying so again changes nothing.
            SuspendedUntilMs = request.SuspendedUntil.IsSaid ? until : before?.IsSuspendedAt(nowMs) == true ? before.SuspendedUntilMs : null,
            Grants = before?.Grants ?? [],
            CreatedAtMs = before?.CreatedAtMs ?? nowMs,
            UpdatedAtMs = before?.UpdatedAtMs ?? nowMs,
        };
        if (FaultWithGrants(after, nowMs) is { } tooMuch) return tooMuch;

        var (change, set) = Write(tx, actor, before, after, nowMs);
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return SpendLimitViews.Of(set, nowMs, SpendNote.Of(standings.Read([set], nowMs)[0]));
    }

    /// <returns>The change to wait for, and the limit as it is now.</returns>
    private static (long Change, SpendLimit Limit) Write(AdminTransaction tx, Actor actor, SpendLimit? before, SpendLimit after, long nowMs)
    {
        if (before is not null && Same(before, after, nowMs))
        {
            var seen = tx.NewestChange();
            tx.Dispose(); // who did it may be building the snapshot still: wait for that without the writer's turn
            return (seen, before);
        }

        after = after with { Version = LimitsVersion.Next(tx), UpdatedAtMs = nowMs };
        if (before is null) after = SpendLimitStore.Add(tx, actor.Organization, after);
        else SpendLimitStore.Update(tx, after);
        var kind = before is null ? LimitAuditKinds.Created(after.Scope.Type) : LimitAuditKinds.Updated(after.Scope.Type);
        return (tx.Commit(actor.Did(kind, after.Id.Value, AuditDetail.Of(
            ("scope", after.Scope.Id), ("period", LimitNames.Of(after.Period)),
            ("before", before is null ? null : SpendLimitViews.FieldsOf(before)), ("after", SpendLimitViews.FieldsOf(after))))), after);
    }

    private static bool Same(SpendLimit before, SpendLimit after, long nowMs) =>
        (before.IsSuspendedAt(nowMs) ? before : before with { SuspendedUntilMs = null }) == after;

    /// <summary>A cap with its grant must be an amount too: the gateway adds them.</summary>
    internal static Problem? FaultWithGrants(SpendLimit limit, long nowMs)
    {
        if (limit.Amount is not { } amount) return null;
        var largest = limit.Grants.Where(grant => grant.EndsAtMs > nowMs).Select(grant => grant.Amount).DefaultIfEmpty(Money.Zero).Max();
        return amount > MoneyText.Most - largest ? Problem.Invalid("amount", $"is too large with the grant of {largest} on top: together at most {MoneyText.Most}") : null;
    }
}
