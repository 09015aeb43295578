using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist;

/// <summary>All findings of one moment, in the order of the checklist.</summary>
public sealed record ChecklistReport(OrganizationFacts Facts, IReadOnlyList<Finding> Findings)
{
    public int Count(FindingStatus status) => Findings.Count(finding => finding.Status == status);

    /// <summary>Judges the facts by every control.</summary>
    public static ChecklistReport Of(OrganizationFacts facts, ChecklistSettings settings, IReadOnlyList<Waiver> waivers) =>
        new(facts, [.. ControlBook.All.Select(control => Judge(control, facts, settings, waivers))]);

    private static Finding Judge(Control control, OrganizationFacts facts, ChecklistSettings settings, IReadOnlyList<Waiver> waivers)
    {
        var verdict = control.JudgeIfKnown(facts, settings);
        var own = waivers.Where(waiver => waiver.ControlId == control.Id).ToList();
        var holding = own.Where(waiver => waiver.HoldsAt(facts.At)).ToList();
        var covered = verdict.Evidence.ToLookup(evidence => holding.Exists(waiver => waiver.Covers(control.Id, evidence)));
        var (waived, counts) = (covered[true].ToList(), covered[false].OrderByDescending(evidence => evidence.IsFail).ToList());
        var status = !verdict.Applies ? FindingStatus.NotApplicable
            : counts.Exists(evidence => evidence.IsFail) ? FindingStatus.Fail
            : counts.Count > 0 ? FindingStatus.Warn
            : waived.Count > 0 ? FindingStatus.Waived
            : FindingStatus.Pass;
        return new Finding(control, status, verdict.Summary, counts, waived, holding, [.. own.Except(holding)]);
    }
}
