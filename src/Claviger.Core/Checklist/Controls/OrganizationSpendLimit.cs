using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>The organization has a hard monthly cap.</summary>
internal sealed class OrganizationSpendLimit : Control
{
    public override string Id => "organization-spend-limit";
    public override string Title => "The organization has a monthly spend limit";
    public override string Why => "The last line: whatever else is wrong, the month's bill has an upper end.";
    public override ControlSeverity Severity => ControlSeverity.Critical;
    public override string Requirement => "S9";
    public override IReadOnlyList<FactArea> Needs => [FactArea.SpendLimits];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var limits = facts.SpendLimits.Where(limit => limit is { Refuses: true, Scope: "organization" }).ToList();
        if (limits.Find(limit => limit.Period == "monthly") is { Amount: { } amount }) return new($"a hard cap of {amount} a month", []);
        var other = limits.Count == 0 ? "" : $" (only {string.Join(" and ", limits.Select(limit => limit.Period))})";
        return new($"no hard monthly cap{other}", [Evidence.Fail("organization", facts.OrganizationId, facts.OrganizationName, $"has no monthly spend limit that refuses{other}",
            Remedy.Of(facts, "limits set --organization --amount DOLLARS --mode hard", "Settings → Limits → Spend limits"))]);
    }
}
