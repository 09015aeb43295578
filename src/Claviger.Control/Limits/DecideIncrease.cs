using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Limits;

namespace Claviger.Control.Limits;

/// <summary>
/// Approves or denies a request for a higher limit. Whoever may change the limit may decide, and nobody else. An approval raises the limit,
/// or grants the difference until the period ends; both are in force when it returns.
/// </summary>
public sealed class DecideIncrease(Database database, SnapshotRefresher snapshots, PolicyHolder policy, LimitStandings standings, TimeProvider clock)
{
    public async Task<Outcome<IncreaseRequestView>> ApproveAsync(Actor actor, string id, ApproveIncreaseRequest body, CancellationToken ct)
    {
        var amount = MoneyText.Cents(body.Amount, out var fault);
        if (fault is not null) return Problem.Invalid("amount", fault);
        if (body.Period is { } named && !LimitNames.Periods.ContainsKey(named)) return Problem.Invalid("period", $"must be one of {string.Join(", ", LimitNames.Periods.Keys)}");
        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        using var tx = await database.BeginAdminAsync(ct);
        var (request, limit, problem) = Find(tx, actor, AuditKind.IncreaseApproved, id);
        if (request is null) return problem!;
        if (request.Status != IncreaseStatus.Pending) return Decided(request);
        if (body.Period is { } period && period != LimitNames.Of(request.Period))
            return Problem.Invalid("period", $"this request is about a {LimitNames.Of(request.Period)} limit; leave it out, or set a {period} one with POST /v1/organizations/spend_limits");
        if (limit?.Amount is not { } cap) return new Problem(ProblemKind.InvalidRequest, "the limit is gone or has no amount any more: there is nothing to raise; deny the request");
        if (amount <= cap) return Problem.Invalid("amount", $"the limit is {cap} already: approve more, or deny the request");

        var entries = new List<AuditEntry>();
        SpendGrantId? grant = null;
        var after = limit;
        if (body.UntilPeriodEnd == true)
        {
            var (given, refused) = Grant(tx, actor, limit, amount - cap, request, nowMs, entries);
            if (given is null) return refused!;
            (grant, after) = (given.Id, limit with { Grants = [.. limit.Grants, given] });
        }
        else
        {
            after = limit with { Amount = amount, Version = LimitsVersion.Next(tx), UpdatedAtMs = nowMs };
            if (SetSpendLimit.FaultWithGrants(after, nowMs) is { } tooMuch) return tooMuch;
            SpendLimitStore.Update(tx, after);
            entries.Add(actor.Did(LimitAuditKinds.Updated(limit.Scope.Type), limit.Id.Value, AuditDetail.Of(
                ("scope", limit.Scope.Id), ("period", LimitNames.Of(limit.Period)), ("before", SpendLimitViews.FieldsOf(limit)), ("after", SpendLimitViews.FieldsOf(after)))));
        }

        var approved = Resolved(actor, request, IncreaseStatus.Approved, nowMs) with { Approved = amount, Grant = grant };
        IncreaseRequestStore.Resolve(tx, approved);
        entries.Insert(0, actor.Did(AuditKind.IncreaseApproved, id, AuditDetail.Of(("spend_limit_id", limit.Id.Value), ("asked", request.Amount.ToCentsString()), ("amount", amount.ToCentsString()), ("spend_grant_id", grant?.Value))));
        await snapshots.HasReachedAsync(tx.Commit([.. entries]), CancellationToken.None);
        return ViewOf(actor, approved, SpendLimitViews.Of(after, nowMs), nowMs);
    }

    public async Task<Outcome<IncreaseRequestView>> DenyAsync(Actor actor, string id, CancellationToken ct)
    {
        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        using var tx = await database.BeginAdminAsync(ct);
        var (request, _, problem) = Find(tx, actor, AuditKind.IncreaseDenied, id);
        if (request is null) return problem!;
        if (request.Status == IncreaseStatus.Approved) return Decided(request);
        if (request.Status == IncreaseStatus.Denied)
        {
            tx.Dispose(); // the same answer again, and no second event
            return ViewOf(actor, request, null, nowMs);
        }

        var denied = Resolved(actor, request, IncreaseStatus.Denied, nowMs);
        IncreaseRequestStore.Resolve(tx, denied);
        tx.Commit(actor.Did(AuditKind.IncreaseDenied, id, AuditDetail.Of(("spend_limit_id", request.Limit.Value), ("asked", request.Amount.ToCentsString()))));
        return ViewOf(actor, denied, null, nowMs);
    }

    private static (IncreaseRequest? Request, SpendLimit? Limit, Problem? Problem) Find(AdminTransaction tx, Actor actor, AuditKind kind, string id)
    {
        var request = IncreaseRequestStore.Find(tx, actor.Organization, id);
        if (LimitReach.FaultIn(tx, actor, kind, request?.Scope, id, ListIncreaseRequests.Missing()) is { } denied) return (null, null, denied);
        return (request, SpendLimitStore.Find(tx, actor.Organization, request!.Limit.Value), null);
    }

    private Outcome<SpendGrant> Grant(AdminTransaction tx, Actor actor, SpendLimit limit, Money more, IncreaseRequest request, long nowMs, List<AuditEntry> entries)
    {
        if (limit.Period == LimitPeriod.Lifetime) return Problem.Invalid("until_period_end", "a lifetime has no end: approve it for good");
        var endsMs = policy.Current.Calendar.SpanAt(limit.Period, nowMs).EndMs;
        if (more > MoneyText.Most - limit.Amount!.Value) return Problem.Invalid("amount", $"is too large: at most {MoneyText.Most}");
        if (GrantSpend.OverlapWith(limit, nowMs, endsMs) is { } overlap) return overlap;
        var grant = new SpendGrant(SpendGrantId.New(), more, nowMs, endsMs, request.Reason);
        SpendGrantStore.Add(tx, limit, grant, nowMs);
        SpendLimitStore.Touch(tx, limit, nowMs, LimitsVersion.Next(tx));
        entries.Add(actor.Did(AuditKind.SpendGrantCreated, grant.Id.Value, AuditDetail.Of(
            ("spend_limit_id", limit.Id.Value), ("amount", more.ToCentsString()), ("starts_at", GrantSpend.Text(nowMs)), ("ends_at", GrantSpend.Text(endsMs)), ("reason", grant.Reason))));
        return grant;
    }

    private static IncreaseRequest Resolved(Actor actor, IncreaseRequest request, IncreaseStatus status, long nowMs) => request with
    {
        Status = status,
        ResolvedAtMs = nowMs,
        ResolvedByType = actor.Type,
        ResolvedBy = actor.Type == Actor.UserType ? actor.Id : actor.Credential?.Value ?? actor.Id,
    };

    private static Problem Decided(IncreaseRequest request) =>
        new(ProblemKind.InvalidRequest, $"this request was {LimitNames.Of(request.Status)} already; to change the limit, use POST /v1/organizations/spend_limits");

    private IncreaseRequestView ViewOf(Actor actor, IncreaseRequest request, SpendLimitView? limit, long nowMs)
    {
        using var reader = database.Read();
        return new IncreaseRequestViews(reader, actor, standings, nowMs).Of(request, limit);
    }
}
