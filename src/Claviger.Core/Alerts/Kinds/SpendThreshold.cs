using Claviger.Core.Limits;
using Claviger.Core.Usage;

namespace Claviger.Core.Alerts.Kinds;

/// <summary>A limit has reached parts of its cap, or amounts: as posted, or as forecast for the end of its period.</summary>
public sealed class SpendThreshold : AlertKind
{
    public override string Name => "spend_threshold";
    public override string Says => "A spend limit reached a part of its cap, or an amount";
    public override AlertNeeds Needs => AlertNeeds.Limits;
    public override AlertParameters Defaults { get; } = new(Percents: [50, 80, 95, 100], Amounts: [], Basis: "posted");
    public override IReadOnlyList<AlertScopeType> Scopes { get; } = [AlertScopeType.Organization, AlertScopeType.Workspace, AlertScopeType.ApiKey, AlertScopeType.Owner, AlertScopeType.SpendLimit];

    public override IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts)
    {
        // Amounts alone mean amounts alone.
        var percents = rule.Parameters.Percents ?? (rule.Parameters.Amounts is { Count: > 0 } ? [] : Defaults.Percents!);
        var amounts = (rule.Parameters.Amounts ?? []).Select(text => MoneyText.Cents(text, out _)).ToList();
        var forecast = rule.Parameters.Basis == "forecast";
        foreach (var limit in facts.Limits)
        {
            var subject = new AlertSubject("spend_limit", limit.Id, limit.Name, limit.WorkspaceId, limit.OwnerId);
            if (!(rule.ScopeType == AlertScopeType.ApiKey ? limit.Scope is { Type: LimitScopeType.ApiKey } scope && scope.Id == rule.ScopeId : Covers(rule, subject))) continue;
            if ((forecast ? SpendForecast.OfPeriod(limit.Spent, limit.Span, facts.At.ToUnixTimeMilliseconds()) : limit.Spent) is not { } value) continue;
            if (limit.Cap is { Nanos: > 0 } cap)
                foreach (var percent in percents)
                    if (Part(cap, percent) is var part && value >= part) yield return Of(limit, facts, subject, value, part, $"{percent}%", $"{percent}% of {cap}", $" of {cap}", forecast);
            foreach (var amount in amounts.Where(amount => value >= amount)) yield return Of(limit, facts, subject, value, amount, $"{amount}", $"{amount}", "", forecast);
        }
    }

    private static Money Part(Money cap, int percent) => new((long)Int128.Min((Int128)cap.Nanos * percent / 100, long.MaxValue));

    private static AlertCondition Of(LimitStandingFact limit, AlertFacts facts, AlertSubject subject, Money value, Money at, string threshold, string what, string under, bool forecast)
    {
        var (title, text) = forecast
            ? ($"{limit.Name} will reach {what}", $"Spent so far: {limit.Spent}. If it goes on as it went, {Rounded(value)} by the end of the period.")
            : ($"{limit.Name} reached {what}", $"Spent: {limit.Spent}{(limit.Cap is { } cap ? $" of {cap}" : "")}.");
        var figures = new Dictionary<string, string> { ["spent"] = limit.Spent.ToString(), ["threshold"] = at.ToString() };
        if (limit.Cap is { } now) figures["cap"] = now.ToString();
        if (forecast) figures["forecast"] = Rounded(value).ToString();
        // Under another cap the same part is another alert.
        return new AlertCondition(subject, (limit.Span == PeriodSpan.Ever ? "lifetime" : facts.DayOf(limit.Span.StartMs)) + under, threshold, at.Nanos, title, text, figures);
    }

    /// <summary>To the cent: a guess has no nano-dollars.</summary>
    internal static Money Rounded(Money money) => new(money.Nanos / 10_000_000 * 10_000_000);
}
