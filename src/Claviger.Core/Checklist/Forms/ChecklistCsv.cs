using System.Text;
using Claviger.Core.Contracts;
using Claviger.Core.Reports;

namespace Claviger.Core.Checklist.Forms;

/// <summary>The checklist for a spreadsheet: a line a piece of evidence, and one for each control that has none.</summary>
public static class ChecklistCsv
{
    public static string Of(ChecklistView checklist)
    {
        var page = new StringBuilder();
        CsvText.Row(page, "control_id", "title", "severity", "status", "summary", "level", "subject_type", "subject_id", "subject_name", "text", "remedy");
        foreach (var finding in checklist.Findings)
        {
            string[] head = [finding.ControlId, finding.Title, finding.Severity, finding.Status, finding.Summary];
            foreach (var evidence in finding.Evidence) CsvText.Row(page, [.. head, evidence.Level, .. Of(evidence)]);
            foreach (var evidence in finding.WaivedEvidence) CsvText.Row(page, [.. head, "waived", .. Of(evidence)]);
            if (finding.NotHeld() is { } left) CsvText.Row(page, [.. head, "", "", "", "", left, ""]);
            if (finding.Evidence.Count + finding.WaivedEvidence.Count == 0) CsvText.Row(page, [.. head, "", "", "", "", "", ""]);
        }

        return page.ToString();
    }

    private static string?[] Of(EvidenceView evidence) => [evidence.Subject.Type, evidence.Subject.Id, evidence.Subject.Name, evidence.Text, evidence.Remedy];
}
