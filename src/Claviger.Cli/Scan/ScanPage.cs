using Claviger.Cli.Checklist;
using Claviger.Cli.Output;
using Claviger.Core.Checklist.Forms;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Scan;

/// <summary>A scan at a terminal: figures, checklist, and what could not be seen.</summary>
internal static class ScanPage
{
    private const int MostRows = 20;

    public static void Print(CliRun run, ChecklistView view, ReportExtras extras)
    {
        run.Out.Parts(new Cell(view.OrganizationName, Tone.Strong), Cell.Faint($"  {view.OrganizationId}"));
        foreach (var table in extras.Tables)
        {
            run.Out.Line();
            run.Out.Line(table.Title.ToUpperInvariant(), Tone.Strong);
            var rows = new ListTable([.. table.Heads.Select((head, i) => new Column(head.ToUpperInvariant(), Right: i > 0, MayShrink: i == 0))]);
            foreach (var row in table.Rows.Take(MostRows)) rows.Add([.. row.Select(cell => new Cell(cell))]);
            rows.Print(run.Out);
            if (table.Rows.Count > MostRows) run.Out.Line($"and {table.Rows.Count - MostRows} more: --json, --csv or --html show all", Tone.Faint);
        }

        run.Out.Line();
        ChecklistPage.Print(run, view);
        run.Out.Line();
        run.Out.Line("WHAT COULD NOT BE SEEN", Tone.Strong);
        foreach (var text in extras.NotShown)
            foreach (var line in WordWrap.Lines(TerminalText.Safe(text), run.Out.Width - 2)) run.Out.Line("  " + line, Tone.Faint);
    }
}
