namespace Claviger.Core.Alerts.Kinds;

/// <summary>Spend counts at its worst case until somebody says what it was.</summary>
public sealed class UnresolvedSpend : AlertKind
{
    public override string Name => "unresolved_spend";
    public override string Says => "Spend is booked at its worst case and waits for somebody to resolve it";
    public override AlertNeeds Needs => AlertNeeds.Organization;
    public override AlertParameters Defaults { get; } = new(Count: 1);

    public override IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts)
    {
        if (facts.Organization?.Unresolved is not { Count: > 0 } open || open.Count < (rule.Parameters.Count ?? 1)) yield break;
        var sum = open.Aggregate(Money.Zero, (total, one) => total + one.Booked);
        var newest = open.MaxBy(one => one.At)!;
        yield return new AlertCondition(
            facts.Whole, newest.Id, "unresolved", open.Count, $"{open.Count} unresolved {(open.Count == 1 ? "entry" : "entries")} in the ledger", $"{sum} is booked at its worst case. claviger ledger unresolved lists it, claviger ledger resolve settles it.",
            new Dictionary<string, string> { ["entries"] = $"{open.Count}", ["booked"] = sum.ToString() });
    }
}
