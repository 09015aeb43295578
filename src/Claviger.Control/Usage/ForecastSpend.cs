using Claviger.Control.Http;
using Claviger.Control.Limits;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Limits;

namespace Claviger.Control.Usage;

/// <summary>What this month will have cost at its end: the forecast that alert rules go by, for everything that spends.</summary>
public sealed class ForecastSpend(Database database, PolicyHolder policy, TimeProvider clock)
{
    private static readonly LimitScopeType[] ByItself = [LimitScopeType.Organization, LimitScopeType.Workspace];

    internal Outcome<SpendForecastView> Run(Actor actor, AdminQuery query)
    {
        var named = query.List("scope_type");
        foreach (var type in named)
            if (SpendLimitFields.FaultInType(type) is { } unknown) query.Blame("scope_type[]", unknown);
        if (query.Finish() is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.UsageRead)) return Denial.Of(Permission.UsageRead);

        var (now, calendar) = (clock.GetUtcNow(), policy.Current.Calendar);
        var atMs = now.ToUnixTimeMilliseconds();
        var month = calendar.SpanAt(LimitPeriod.Monthly, atMs);
        using var reader = database.Read();
        var spenders = new Spenders(reader, actor, month, atMs);
        IReadOnlyList<LimitScopeType> types = named.Count == 0 ? ByItself : [.. named.Select(name => LimitNames.ScopeTypes[name]).Distinct()];
        var limits = types.All(type => type is LimitScopeType.Organization or LimitScopeType.Workspace) ? FullestLimits.MonthlyOf(reader, actor.Organization, []) : SpendLimitStore.AllLive(reader, actor.Organization);
        var caps = limits.Where(limit => limit.Period == LimitPeriod.Monthly && limit.CapAt(atMs) is not null).ToDictionary(limit => (limit.Scope.Type, limit.Scope.Id));
        return new SpendForecastView(
            "spend_forecast", SpendLimitViews.Time(month.StartMs), SpendLimitViews.Time(month.EndMs), now,
            [.. types.SelectMany(type => spenders.Of(type).Select(spender => SpendForecastRows.Of(spender, LimitOf(spender), month, atMs)).OrderByDescending(row => row.Ends).Select(row => row.View))]);

        // A member's or account's cap is on spend everywhere: whoever sees a part of it can't hold that against the cap.
        SpendLimit? LimitOf(Spender spender) =>
            caps.GetValueOrDefault((spender.Scope.Type, spender.Scope.Id)) is { } limit && LimitReach.Sees(reader, actor, limit) && (actor.May(Permission.UsageRead) || limit.Scope.Type is LimitScopeType.Workspace or LimitScopeType.ApiKey) ? limit : null;
    }

    /// <summary>One key's; null: it spent nothing in this month and in the seven days before, or may not be seen.</summary>
    internal SpendForecastRow? OfKey(Actor actor, string id)
    {
        var atMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var month = policy.Current.Calendar.SpanAt(LimitPeriod.Monthly, atMs);
        using var reader = database.Read();
        return KeyStore.Find(reader, actor.Organization, id) is { } key && actor.MayIn(Permission.UsageRead, key.Workspace)
            && new Spenders(reader, actor, month, atMs).WithKeys([key.Number]) is [var spender] ? SpendForecastRows.Of(spender, null, month, atMs).View : null;
    }
}
