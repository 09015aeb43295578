using System.Text;
using Claviger.Core.Contracts;
using static Claviger.Core.Reports.MarkdownText;

namespace Claviger.Core.Checklist.Forms;

/// <summary>The checklist for a ticket, a wiki or a pull request.</summary>
public static class ChecklistMarkdown
{
    public static string Of(ChecklistView checklist, ReportExtras? extras = null)
    {
        var page = new StringBuilder();
        var counts = checklist.Counts;
        page.Append($"# Access-control checklist of {Escape(checklist.OrganizationName)}\n\n");
        page.Append($"{Time(checklist.At, "")}{(checklist.Source == "anthropic" ? ", read through Anthropic's Admin API" : "")}. ");
        page.Append($"**{counts.Pass} passed, {counts.Fail} failed, {counts.Warn} warned**, {counts.Waived} waived, {counts.NotApplicable} not applicable. Score {counts.Score} %.\n\n");
        foreach (var table in extras?.Tables ?? [])
        {
            page.Append($"## {Escape(table.Title)}\n\n");
            Table(page, table.Heads, table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(Escape)]));
        }

        Table(page, ["", "Control", "Severity", "What was seen"], checklist.Findings.Select(finding => (IReadOnlyList<string>)[Mark(finding.Status), Escape(finding.Title), finding.Severity, Escape(finding.Summary)]));
        foreach (var finding in checklist.Findings.Where(finding => finding.Evidence.Count > 0 || finding.WaivedEvidence.Count > 0))
        {
            page.Append($"## {Mark(finding.Status)} {Escape(finding.Title)} (`{finding.ControlId}`)\n\n{Escape(finding.Why)}\n\n");
            foreach (var evidence in finding.Evidence)
            {
                page.Append($"- **{Escape(evidence.Subject.Name)}** {Escape(evidence.Text)}");
                if (evidence.Subject.Id != evidence.Subject.Name) page.Append($" ({Escape(evidence.Subject.Id)})");
                if (evidence.Remedy is { } remedy) page.Append($"\n  Mend it: {Escape(remedy)}");
                page.Append('\n');
            }

            foreach (var evidence in finding.WaivedEvidence) page.Append($"- waived: **{Escape(evidence.Subject.Name)}** {Escape(evidence.Text)}\n");
            if (finding.NotHeld() is { } left) page.Append($"- {left}\n");
            foreach (var waiver in finding.Waivers) page.Append($"\nWaived until {Time(waiver.EndsAt, "")}: {Escape(waiver.Reason)} ({Escape(waiver.OwnerUserId)} answers for it)\n");
            foreach (var waiver in finding.EndedWaivers) page.Append($"\nA waiver ended on {Time(waiver.EndsAt, "")}: {Escape(waiver.Reason)}\n");
            page.Append('\n');
        }

        if (extras is { NotShown.Count: > 0 }) page.Append("## What could not be seen\n\n").AppendJoin("", extras.NotShown.Select(text => $"- {Escape(text)}\n"));
        return page.ToString();
    }

    private static string Mark(string status) => status switch
    {
        "pass" => "✅",
        "fail" => "❌",
        "warn" => "⚠️",
        "waived" => "⏳",
        _ => "➖",
    };
}
