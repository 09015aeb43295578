namespace Claviger.Core.Alerts.Kinds;

/// <summary>
/// The last full hour cost far more than the same hour of the same weekday in the weeks before:
/// more than median + factor × max(1.4826 × MAD, a tenth of the median), and by at least the floor more than the median.
/// </summary>
public sealed class SpendAnomaly : AlertKind
{
    public const int Weeks = 8;

    /// <summary>Fewer say nothing.</summary>
    public const int FewestWeeks = 4;

    private const long HoursOfWeek = 7 * 24;

    public override string Name => "spend_anomaly";
    public override string Says => "An hour cost far more than the same hour of past weeks";
    public override AlertNeeds Needs => AlertNeeds.Hours;
    public override AlertParameters Defaults { get; } = new(Factor: 6, Floor: "1000");
    public override IReadOnlyList<AlertScopeType> Scopes { get; } = [AlertScopeType.Organization, AlertScopeType.Workspace];

    /// <summary>The hour that is judged, and those that it is judged by.</summary>
    public static IReadOnlyList<long> HoursFor(DateTimeOffset at) => [.. Enumerable.Range(0, Weeks + 1).Select(week => LastFull(at) - week * HoursOfWeek)];

    public override IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts)
    {
        var hour = LastFull(facts.At);
        var floor = MoneyText.Cents(rule.Parameters.Floor ?? Defaults.Floor!, out _);
        var factor = rule.Parameters.Factor ?? Defaults.Factor!.Value;
        foreach (var spend in facts.Spend.Where(spend => rule.ScopeType == AlertScopeType.Organization || spend.Id == rule.ScopeId))
        {
            // A week counts, with nothing spent too, once there was something that could spend.
            var born = spend.CreatedAt.ToUnixTimeSeconds() / 3_600;
            var past = Enumerable.Range(1, Weeks).Select(week => hour - week * HoursOfWeek).Where(past => past > born).Select(past => spend.Hours.GetValueOrDefault(past).Nanos).ToList();
            if (past.Count < FewestWeeks) continue;
            var now = spend.Hours.GetValueOrDefault(hour);
            var (median, spread) = RobustSpread.Of(past);
            if (now.Nanos - median < floor.Nanos || (Int128)now.Nanos - median <= (Int128)factor * Math.Max(spread, median / 10)) continue;
            var at = DateTimeOffset.FromUnixTimeSeconds(hour * 3_600);
            yield return new AlertCondition(
                new AlertSubject(spend.IsOrganization ? "organization" : "workspace", spend.Id, spend.Name, spend.IsOrganization ? null : spend.Id), $"{at:yyyy-MM-dd'T'HH'Z'}", "anomaly", now.Nanos,
                $"{spend.Name} spent unusually much", $"{SpendThreshold.Rounded(now)} in the hour from {at:yyyy-MM-dd HH:mm} UTC; the same hour of the {past.Count} weeks before: median {SpendThreshold.Rounded(new Money(median))}.",
                new Dictionary<string, string> { ["spent"] = now.ToString(), ["median"] = new Money(median).ToString(), ["spread"] = new Money(spread).ToString(), ["weeks"] = $"{past.Count}" });
        }
    }

    private static long LastFull(DateTimeOffset at) => at.ToUnixTimeSeconds() / 3_600 - 1;
}
