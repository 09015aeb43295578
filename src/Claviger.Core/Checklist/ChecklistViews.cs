using Claviger.Core.Contracts;

namespace Claviger.Core.Checklist;

/// <summary>A report as the Admin API answers it, and as every other form is made from.</summary>
public static class ChecklistViews
{
    public static ChecklistView Of(ChecklistReport report, string? id = null) => new(
        "checklist", id, report.Facts.At, report.Facts.Source == FactSource.Claviger ? "claviger" : "anthropic", report.Facts.OrganizationId, report.Facts.OrganizationName,
        CountsOf(report), [.. report.Findings.Select(finding => Of(finding, report.Facts.Source))]);

    public static WaiverView Of(Waiver waiver) =>
        new(waiver.Id.Value, "checklist_waiver", waiver.ControlId, waiver.SubjectId, waiver.Reason, waiver.Owner.Value, waiver.EndsAt, waiver.CreatedAt);

    public static ChecklistCountsView Counts(int pass, int warn, int fail, int waived, int notApplicable) =>
        new(pass, warn, fail, waived, notApplicable, pass + warn + fail == 0 ? 100 : 100 * pass / (pass + warn + fail));

    private static ChecklistCountsView CountsOf(ChecklistReport report) => Counts(
        report.Count(FindingStatus.Pass), report.Count(FindingStatus.Warn), report.Count(FindingStatus.Fail), report.Count(FindingStatus.Waived), report.Count(FindingStatus.NotApplicable));

    private static FindingView Of(Finding finding, FactSource source) => new(
        finding.Control.Id, finding.Control.Title, finding.Control.Why, FindingStatusNames.Of(finding.Control.Severity), finding.Control.Requirement, FindingStatusNames.Of(finding.Status), finding.Summary,
        [.. finding.Evidence.Select(Of)], [.. finding.Waived.Select(Of)], [.. finding.Waivers.Select(Of)], [.. finding.EndedWaivers.Select(Of)],
        Fixable: source == FactSource.Claviger && finding.Evidence.Count > 0 && SafeFixes.Has(finding.Control.Id));

    private static EvidenceView Of(Evidence evidence) =>
        new(evidence.IsFail ? "fail" : "warn", new(evidence.SubjectType, evidence.SubjectId, evidence.SubjectName), evidence.Text, evidence.Remedy);
}
