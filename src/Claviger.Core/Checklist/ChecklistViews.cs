using Claviger.Core.Contracts;

namespace Claviger.Core.Checklist;

/// <summary>A report as the Admin API answers it, and as every other form is made from.</summary>
public static class ChecklistViews
{
    /// <summary>Pieces of evidence of a control that a kept run holds; the contract says the same.</summary>
    private const int MostKept = 1_000;

    /// <summary>With all evidence there is.</summary>
    public static ChecklistView Of(ChecklistReport report) => Of(report, null, int.MaxValue);

    /// <summary>As a run is kept. Of 400,000 keys a control can find fault with each, and a run is kept at least daily.</summary>
    public static ChecklistView Kept(ChecklistReport report, ChecklistRunId id) => Of(report, id.Value, MostKept);

    public static WaiverView Of(Waiver waiver) =>
        new(waiver.Id.Value, "checklist_waiver", waiver.ControlId, waiver.SubjectId, waiver.Reason, waiver.Owner.Value, waiver.EndsAt, waiver.CreatedAt);

    public static ChecklistCountsView Counts(int pass, int warn, int fail, int waived, int notApplicable) =>
        new(pass, warn, fail, waived, notApplicable, pass + warn + fail == 0 ? 100 : 100 * pass / (pass + warn + fail));

    private static ChecklistView Of(ChecklistReport report, string? id, int most) => new(
        "checklist", id, report.Facts.At, report.Facts.Source == FactSource.Claviger ? "claviger" : "anthropic", report.Facts.OrganizationId, report.Facts.OrganizationName,
        CountsOf(report), [.. report.Findings.Select(finding => Of(finding, report.Facts.Source, most))]);

    private static ChecklistCountsView CountsOf(ChecklistReport report) => Counts(
        report.Count(FindingStatus.Pass), report.Count(FindingStatus.Warn), report.Count(FindingStatus.Fail), report.Count(FindingStatus.Waived), report.Count(FindingStatus.NotApplicable));

    private static FindingView Of(Finding finding, FactSource source, int most) => new(
        finding.Control.Id, finding.Control.Title, finding.Control.Why, FindingStatusNames.Of(finding.Control.Severity), finding.Control.Requirement, FindingStatusNames.Of(finding.Status), finding.Summary,
        [.. finding.Evidence.Take(most).Select(Of)], finding.Evidence.Count, [.. finding.Waived.Take(most).Select(Of)], finding.Waived.Count, [.. finding.Waivers.Select(Of)], [.. finding.EndedWaivers.Select(Of)],
        Fixable: source == FactSource.Claviger && finding.Evidence.Count > 0 && SafeFixes.Has(finding.Control.Id));

    private static EvidenceView Of(Evidence evidence) =>
        new(evidence.IsFail ? "fail" : "warn", new(evidence.SubjectType, evidence.SubjectId, evidence.SubjectName), evidence.Text, evidence.Remedy);
}
