using Claviger.Cli.Output;
using Claviger.Core.Reconciliation;
using static Claviger.Core.Reconciliation.ReconciliationText;

namespace Claviger.Cli.Reconciliation;

/// <summary>A comparison at a terminal: the two totals, why they differ, where.</summary>
internal static class ReconciliationPage
{
    private const int MostLines = 30;

    public static void Print(CliRun run, ReconciliationView view)
    {
        run.Note($"From {view.StartingAt.UtcDateTime:yyyy-MM-dd} to {view.EndingAt.UtcDateTime:yyyy-MM-dd}, UTC", Tone.Faint);
        run.Note(view.Workspaces.Count == 0 ? "The whole organization, workspaces not told apart" : $"Workspaces: {string.Join(", ", view.Workspaces.Select(pair => pair.Ours == pair.Anthropic ? TerminalText.Safe(pair.Ours) : $"{TerminalText.Safe(pair.Ours)} = {TerminalText.Safe(pair.Anthropic)}"))}", Tone.Faint);
        var totals = new ListTable(new Column("", MayShrink: false), new Column("AMOUNT", Right: true));
        totals.Add("Our books", Dollars(view.OurCents));
        totals.Add("Anthropic's cost report", Dollars(view.AnthropicCents));
        totals.Add(new Cell("Difference", Tone.Strong), new Cell(Dollars(view.DifferenceCents), Tone.Strong));
        totals.Print(run.Out);
        if (view.Classes.Count == 0)
        {
            run.Out.Line();
            run.Out.Line("The books agree in every cell.");
        }
        else
        {
            run.Out.Line();
            var classes = new ListTable(new Column("WHY"), new Column("AMOUNT", Right: true), new Column("LINES", Right: true), new Column("WHAT IT IS", MayShrink: true));
            foreach (var row in view.Classes) classes.Add(new Cell(row.Class, ToneOf(row.Class)), Dollars(row.Cents), CountText.Of(row.Lines, run.Out.IsTerminal), Cell.Faint(row.Says));
            classes.Print(run.Out);
            run.Out.Line();
            var largest = view.Lines.OrderByDescending(line => Math.Abs(decimal.Parse(line.DifferenceCents, System.Globalization.CultureInfo.InvariantCulture))).Take(MostLines).ToHashSet();
            var lines = new ListTable(
                new Column("DAY"), new Column("WORKSPACE", MayShrink: true), new Column("MODEL", MayShrink: true), new Column("WHAT", MayShrink: true), new Column("OURS", Right: true), new Column("ANTHROPIC'S", Right: true),
                new Column("PART", Right: true), new Column("WHY", MayShrink: true));
            foreach (var line in view.Lines.Where(largest.Contains))
                foreach (var part in line.Parts)
                    lines.Add(
                        line.Day, line.Workspace, line.Model ?? "-", line.What, Dollars(line.OurCents), Dollars(line.AnthropicCents),
                        Dollars(part.Cents), new Cell(part.Text.Length == 0 ? part.Class : $"{part.Class}: {part.Text}", ToneOf(part.Class)));
            lines.Print(run.Out);
            if (view.Lines.Count > MostLines) run.Out.Line($"and {view.Lines.Count - MostLines} smaller ones: --json, --csv or --markdown show all", Tone.Faint);
        }

        run.Out.Line();
        run.Out.Line(Verdict(view), view.IsWithinTolerance ? Tone.Good : Tone.Bad);
    }

    private static Tone ToneOf(string difference) => difference switch
    {
        "unexplained" => Tone.Bad,
        "price" or "around_claviger" => Tone.Caution,
        _ => Tone.Plain,
    };
}
