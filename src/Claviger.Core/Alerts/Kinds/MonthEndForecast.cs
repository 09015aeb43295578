using Claviger.Core.Limits;

namespace Claviger.Core.Alerts.Kinds;

/// <summary>The month will cost more than an amount, or than the monthly cap, if its days go on as the last seven full ones went.</summary>
public sealed class MonthEndForecast : AlertKind
{
    private const int DaysLookedAt = 7;

    public override string Name => "month_end_forecast";
    public override string Says => "The month will end above an amount, or above the monthly cap";
    public override AlertNeeds Needs => AlertNeeds.Days | AlertNeeds.Limits;
    public override AlertParameters Defaults { get; } = new(Percents: [100], Amounts: []);
    public override IReadOnlyList<AlertScopeType> Scopes { get; } = [AlertScopeType.Organization, AlertScopeType.Workspace];

    public override IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts)
    {
        var atMs = facts.At.ToUnixTimeMilliseconds();
        var month = facts.Calendar.SpanAt(LimitPeriod.Monthly, atMs);
        var today = atMs / 86_400_000;
        foreach (var spend in facts.Spend.Where(spend => rule.ScopeType == AlertScopeType.Organization ? spend.IsOrganization : spend.Id == rule.ScopeId))
        {
            var spent = spend.Days.Where(day => day.Key >= month.StartMs / 86_400_000 && day.Key <= today).Aggregate(Money.Zero, (sum, day) => sum + day.Value);
            var since = Math.Max(today - DaysLookedAt, spend.CreatedAt.ToUnixTimeMilliseconds() / 86_400_000);
            var days = Enumerable.Range(0, DaysLookedAt).Select(back => today - 1 - back).Where(day => day >= since).Select(day => spend.Days.GetValueOrDefault(day)).ToList();
            if (days.Count < 3) continue; // two days say nothing about a month
            var forecast = SpendThreshold.Rounded(SpendForecast.OfRest(spent, days, month.EndMs - atMs));
            foreach (var (at, threshold) in Thresholds(rule, facts, spend).Where(threshold => forecast >= threshold.At))
                yield return new AlertCondition(
                    new AlertSubject(spend.IsOrganization ? "organization" : "workspace", spend.Id, spend.Name, spend.IsOrganization ? null : spend.Id), facts.DayOf(month.StartMs), threshold, at.Nanos,
                    $"{spend.Name} will end the month at {forecast}", $"Spent so far: {spent}. At the mean of the last {Days(days.Count)}, the month ends above {threshold}.",
                    new Dictionary<string, string> { ["spent"] = spent.ToString(), ["forecast"] = forecast.ToString(), ["threshold"] = at.ToString() });
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
