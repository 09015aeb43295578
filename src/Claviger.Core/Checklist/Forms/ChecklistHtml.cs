using System.Net;
using System.Text;
using Claviger.Core.Contracts;
using static Claviger.Core.Reports.MarkdownText;

namespace Claviger.Core.Checklist.Forms;

/// <summary>The checklist for a manager: one file, no script, nothing fetched, light and dark, ready to print.</summary>
public static class ChecklistHtml
{
    private const int MostEvidence = 50;

    private const string Style =
        """
        :root{color-scheme:light dark;--ink:#1c1b1a;--soft:#6a665f;--line:#e2ded6;--paper:#faf9f5;--card:#fff;--pass:#2f7d4f;--fail:#b3261e;--warn:#9a6700;--na:#6a665f}
        @media(prefers-color-scheme:dark){:root{--ink:#ece9e2;--soft:#a5a097;--line:#3a3835;--paper:#1b1a19;--card:#242321;--pass:#6fcf97;--fail:#ff8a80;--warn:#e9b949;--na:#a5a097}}
        *{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{max-width:60rem;margin:0 auto;padding:2rem 1rem 4rem}h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem}h2{font-size:1.25rem;margin:2.5rem 0 .75rem}
        p{margin:.25rem 0}.soft{color:var(--soft)}.figures{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.5rem 0}
        .figure{flex:1 1 7rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem}.figure b{display:block;font-size:1.75rem;line-height:1.2}
        table{width:100%;border-collapse:collapse;background:var(--card)}th,td{text-align:left;vertical-align:top;padding:.5rem .75rem;border-bottom:1px solid var(--line)}th{font-weight:600;color:var(--soft)}.numbers th+th,.numbers td+td{text-align:right;font-variant-numeric:tabular-nums}
        .scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem}.pass{color:var(--pass)}.fail{color:var(--fail)}.warn{color:var(--warn)}.waived,.not_applicable{color:var(--na)}
        .word{font-weight:600;white-space:nowrap}article{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.25rem;margin:1rem 0;break-inside:avoid}
        article h3{margin:0 0 .25rem;font-size:1.05rem}li{margin:.5rem 0;overflow-wrap:anywhere}code{font:.875em ui-monospace,monospace;overflow-wrap:anywhere}
        @media print{body{background:#fff}article,.figure,table{border-color:#bbb}}
        """;

    public static string Of(ChecklistView checklist, ReportExtras? extras = null)
    {
        var page = new StringBuilder();
        var counts = checklist.Counts;
        page.Append($"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        page.Append($"<title>Access control of {Safe(checklist.OrganizationName)}</title><style>{Style}</style></head><body><main>\n");
        page.Append($"<h1>Access control of {Safe(checklist.OrganizationName)}</h1><p class=\"soft\">Checked {Safe(Time(checklist.At, ""))}{(checklist.Source == "anthropic" ? " through Anthropic's Admin API" : "")}, organization <code>{Safe(checklist.OrganizationId)}</code></p>\n");
        page.Append($"<p>{Sentence(counts)}</p><div class=\"figures\">");
        Figure(page, "pass", counts.Pass, "passed");
        Figure(page, "fail", counts.Fail, "failed");
        Figure(page, "warn", counts.Warn, "to look at");
        Figure(page, "waived", counts.Waived, "waived");
        Figure(page, "not_applicable", counts.NotApplicable, "not applicable");
        page.Append("</div>\n");
        foreach (var table in extras?.Tables ?? []) Table(page, table);
        page.Append("<h2>The checklist</h2><div class=\"scroll\"><table><thead><tr><th scope=\"col\">Result</th><th scope=\"col\">Control</th><th scope=\"col\">Severity</th><th scope=\"col\">What was seen</th></tr></thead><tbody>\n");
        foreach (var finding in checklist.Findings)
            page.Append($"<tr><td>{Word(finding.Status)}</td><td>{Safe(finding.Title)}</td><td>{Safe(finding.Severity)}</td><td>{Safe(finding.Summary)}</td></tr>\n");
        page.Append("</tbody></table></div>\n");
        var found = checklist.Findings.Where(finding => finding.Evidence.Count > 0 || finding.WaivedEvidence.Count > 0).ToList();
        if (found.Count > 0) page.Append("<h2>What to do</h2>\n");
        foreach (var finding in found) Article(page, finding);
        if (extras is { NotShown.Count: > 0 })
            page.Append("<h2>What could not be seen</h2><ul>").AppendJoin("", extras.NotShown.Select(text => $"<li>{Safe(text)}</li>")).Append("</ul>\n");
        return page.Append("</main></body></html>\n").ToString();
    }

    private static void Table(StringBuilder page, ReportTable table)
    {
        page.Append($"<h2>{Safe(table.Title)}</h2><div class=\"scroll\"><table class=\"numbers\">");
        if (table.Heads.Any(head => head.Length > 0)) page.Append("<thead><tr>").AppendJoin("", table.Heads.Select(head => $"<th scope=\"col\">{Safe(head)}</th>")).Append("</tr></thead>");
        page.Append("<tbody>");
        foreach (var row in table.Rows) page.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Safe(cell)}</td>")).Append("</tr>\n");
        page.Append("</tbody></table></div>\n");
    }

    private static void Article(StringBuilder page, FindingView finding)
    {
        page.Append($"<article><h3>{Word(finding.Status)} {Safe(finding.Title)}</h3><p class=\"soft\">{Safe(finding.Why)}</p><ul>");
        foreach (var evidence in finding.Evidence.Take(MostEvidence))
        {
            page.Append($"<li><b>{Safe(evidence.Subject.Name)}</b> {Safe(evidence.Text)}");
            if (evidence.Remedy is { } remedy) page.Append($"<br><code>{Safe(remedy)}</code>");
            page.Append("</li>");
        }

        if (finding.EvidenceCount > MostEvidence) page.Append($"<li>and {finding.EvidenceCount - MostEvidence:N0} more</li>");
        if (finding.WaivedCount > 0) page.Append($"<li class=\"soft\">{finding.WaivedCount:N0} waived: {Safe(string.Join("; ", finding.Waivers.Select(waiver => $"{waiver.Reason} (until {waiver.EndsAt:yyyy-MM-dd})")))}</li>");
        page.Append("</ul></article>\n");
    }

    private static string Sentence(ChecklistCountsView counts) =>
        counts.Fail > 0 ? $"{counts.Fail} of {counts.Pass + counts.Warn + counts.Fail} controls failed; below is what each found and what mends it."
        : counts.Warn > 0 ? "Nothing failed. Some things should be looked at."
        : "Everything that could be checked passed.";

    private static void Figure(StringBuilder page, string kind, int count, string label) => page.Append($"<div class=\"figure\"><b class=\"{kind}\">{count}</b>{label}</div>");

    // The word carries the meaning; the colour only helps.
    private static string Word(string status) => $"<span class=\"word {status}\">{status switch { "pass" => "Passed", "fail" => "Failed", "warn" => "Look at", "waived" => "Waived", _ => "Not applicable" }}</span>";

    private static string Safe(string text) => WebUtility.HtmlEncode(PlainText.Shown(text));
}
