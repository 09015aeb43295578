namespace Claviger.Core.Alerts.Kinds;

/// <summary>A control of the checklist that passed fails now.</summary>
public sealed class ChecklistRegression : AlertKind
{
    public override string Name => "checklist_regression";
    public override string Says => "A control of the checklist that passed fails now";
    public override AlertNeeds Needs => AlertNeeds.Checklist;
    public override AlertParameters Defaults { get; } = new();

    public override IEnumerable<AlertCondition> Conditions(AlertRule rule, AlertFacts facts)
    {
        foreach (var turn in facts.ChecklistTurns)
            yield return new AlertCondition(
                new AlertSubject("checklist_control", turn.ControlId, turn.Title), turn.RunId, "fails", 1, $"The checklist got worse: {turn.Title}", $"{turn.Summary}. claviger checklist show {turn.ControlId} names what mends it.",
                new Dictionary<string, string> { ["control_id"] = turn.ControlId });
    }
}
