using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Checklist;

/// <summary>The checklist at a terminal: a line a control, and under those that found something what it was and what mends it.</summary>
internal static class ChecklistPage
{
    /// <summary>Of one control; all of them: <c>claviger checklist show</c>.</summary>
    private const int MostEvidence = 5;

    public static void Print(CliRun run, ChecklistView checklist)
    {
        var table = new ListTable(new Column(""), new Column("CONTROL", MayShrink: true), new Column("SEVERITY", DropsAt: 1), new Column("SEEN", MayShrink: true, DropsAt: 2));
        foreach (var finding in checklist.Findings) table.Add(Word(finding.Status), finding.Title, Severity(finding), Cell.Faint(finding.Summary));
        table.Print(run.Out);
        foreach (var finding in checklist.Findings.Where(finding => finding.Evidence.Count > 0))
        {
            run.Out.Line();
            run.Out.Parts(Word(finding.Status), new Cell($"  {finding.Title}", Tone.Strong), Cell.Faint($"  {finding.ControlId}"));
            Evidence(run, finding, MostEvidence);
        }

        run.Out.Line();
        Sum(run, checklist.Counts);
    }

    public static void Evidence(CliRun run, FindingView finding, int most)
    {
        foreach (var evidence in finding.Evidence.Take(most))
        {
            Wrapped(run, $"{evidence.Subject.Name} {evidence.Text}", Tone.Plain);
            if (evidence.Remedy is { } remedy) run.Out.Line($"    {TerminalText.Safe(remedy)}", Tone.Faint); // not wrapped: it is to be copied
        }

        if (finding.EvidenceCount > most) run.Out.Line($"  and {finding.EvidenceCount - most:N0} more: claviger checklist show {finding.ControlId}", Tone.Faint);
        foreach (var waiver in finding.EndedWaivers) Wrapped(run, $"A waiver ended on {waiver.EndsAt:yyyy-MM-dd}: {waiver.Reason}", Tone.Caution);
        if (finding.Fixable) run.Out.Line($"  Claviger can mend some of this: claviger checklist fix {finding.ControlId} --dry-run", Tone.Good);
    }

    public static Cell Word(string status) => status switch
    {
        "pass" => new("pass", Tone.Good),
        "fail" => new("FAIL", Tone.Bad),
        "warn" => new("warn", Tone.Caution),
        "waived" => new("waived", Tone.Faint),
        _ => new("n/a", Tone.Faint),
    };

    public static void Sum(CliRun run, ChecklistCountsView counts) => run.Out.Parts(
        new Cell($"{counts.Pass} passed", Tone.Good), new Cell(", "), new Cell($"{counts.Fail} failed", counts.Fail > 0 ? Tone.Bad : Tone.Plain),
        new Cell(", "), new Cell($"{counts.Warn} warned", counts.Warn > 0 ? Tone.Caution : Tone.Plain), Cell.Faint($", {counts.Waived} waived, {counts.NotApplicable} not applicable; score {counts.Score} %"));

    private static Cell Severity(FindingView finding) =>
        new(finding.Severity, finding.Status == "fail" && finding.Severity is "critical" or "high" ? Tone.Bad : Tone.Faint);

    private static void Wrapped(CliRun run, string text, Tone tone)
    {
        foreach (var line in WordWrap.Lines(TerminalText.Safe(text), run.Out.Width - 2)) run.Out.Line("  " + line, tone);
    }
}
