using Claviger.Core.Limits;
using Claviger.Core.Usage;

namespace Claviger.Core.Alerts.Kinds;

/// <summary>The month will cost more than an amount, or than the monthly cap, if its days go on as the last seven full ones went.</summary>
public sealed class MonthEndForecast : AlertKind
{
    public override string Name => "month_end_forecast";
    public override string Says => "The month will end above an amount, or above the monthly cap";
    public override AlertNeeds Needs => AlertNeeds.Days | AlertNeeds.Limits;
    public override AlertParameters Defaults { get; } = new(Percents: [100], Amounts: []);
    public override IReadOnlyList<AlertScopeType> Scopes { get; } = [AlertScopeType.Organization, AlertScopeType.Workspace];

    public override IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts)
    {
        var atMs = facts.At.ToUnixTimeMilliseconds();
        var span = facts.Calendar.SpanAt(LimitPeriod.Monthly, atMs);
        foreach (var spend in facts.Spend.Where(spend => rule.ScopeType == AlertScopeType.Organization ? spend.IsOrganization : spend.Id == rule.ScopeId))
        {
            var month = new MonthForecast(spend.Days, spend.CreatedAt, span, atMs);
            if (month.End is not { } end) continue;
            var forecast = SpendThreshold.Rounded(end);
            foreach (var (at, threshold) in Thresholds(rule, facts, spend).Where(threshold => forecast >= threshold.At))
                yield return new AlertCondition(
                    new AlertSubject(spend.IsOrganization ? "organization" : "workspace", spend.Id, spend.Name, spend.IsOrganization ? null : spend.Id), facts.DayOf(span.StartMs), threshold, at.Nanos,
                    $"{spend.Name} will end the month at {forecast}", $"Spent so far: {month.Spent}. At the mean of the last {Days(month.Days)}, the month ends above {threshold}.",
                    new Dictionary<string, string> { ["spent"] = month.Spent.ToString(), ["forecast"] = forecast.ToString(), ["threshold"] = at.ToString() });
        }
    }

    private IEnumerable<(Money At, string Text)> Thresholds(AlertRule rule, AlertFacts facts, WorkspaceSpendFact spend)
    {
        var cap = facts.Limits.Where(limit => limit.Scope.Id == spend.Id && limit.Span == facts.Calendar.SpanAt(LimitPeriod.Monthly, facts.At.ToUnixTimeMilliseconds())).Select(limit => limit.Cap).FirstOrDefault();
        if (cap is { Nanos: > 0 } monthly)
            foreach (var percent in rule.Parameters.Percents ?? (rule.Parameters.Amounts is { Count: > 0 } ? [] : Defaults.Percents!))
                yield return (new Money((long)Int128.Min((Int128)monthly.Nanos * percent / 100, long.MaxValue)), $"{percent}% of {monthly}");
        foreach (var amount in rule.Parameters.Amounts ?? []) yield return (MoneyText.Cents(amount, out _), $"{MoneyText.Cents(amount, out _)}");
    }
}
