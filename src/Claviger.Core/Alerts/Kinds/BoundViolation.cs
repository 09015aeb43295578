namespace Claviger.Core.Alerts.Kinds;

/// <summary>A request cost more than was held for it, which must never be, or was booked at its worst case.</summary>
public sealed class BoundViolation : AlertKind
{
    public override string Name => "bound_violation";
    public override string Says => "A request cost more than its worst case, or was booked at it";
    public override AlertNeeds Needs => AlertNeeds.Requests;
    public override AlertParameters Defaults { get; } = new(Count: 1);
    public override AlertSeverity UsualSeverity => AlertSeverity.Critical;

    public override IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts)
    {
        var (violations, worst) = (facts.Requests.BoundViolations, facts.Requests.WorstCases);
        if (violations > 0)
            yield return new AlertCondition(
                facts.Whole, facts.Today, "above the worst case", long.MaxValue, $"{violations} requests cost more than was held for them", "Their truth was booked, and a cap may be passed by the difference. This is a fault of Claviger or of its price book: please report it.",
                new Dictionary<string, string> { ["requests"] = $"{violations}" });
        if (worst >= (rule.Parameters.Count ?? Defaults.Count))
            yield return new AlertCondition(
                facts.Whole, facts.Today, "booked at the worst case", worst, $"{worst} requests were booked at their worst case", "Upstream's answer was not seen to its end, so the most that it may have cost counts. claviger requests list --outcome worst_case lists them.",
                new Dictionary<string, string> { ["requests"] = $"{worst}" });
    }
}
