using System.Globalization;
using System.Text;
using Claviger.Core.Reports;
using static Claviger.Core.Reports.MarkdownText;

namespace Claviger.Core.Reconciliation;

/// <summary>A comparison for a spreadsheet and for a ticket.</summary>
public static class ReconciliationText
{
    /// <summary>A line for each part of a difference: <c>part_usd</c> adds up to the whole difference. Amounts of the two books stand on the first line of theirs only.</summary>
    public static string Csv(ReconciliationView view)
    {
        var page = new StringBuilder();
        CsvText.Row(page, "day", "workspace", "model", "what", "our_usd", "anthropic_usd", "our_quantity", "anthropic_quantity", "class", "part_usd", "text");
        foreach (var line in view.Lines)
            foreach (var (i, part) in line.Parts.Index())
                CsvText.Row(
                    page, line.Day, line.Workspace, line.Model, line.What, i == 0 ? Number(line.OurCents) : "", i == 0 ? Number(line.AnthropicCents) : "", i == 0 ? Text(line.OurQuantity) : "", i == 0 ? Text(line.AnthropicQuantity) : "",
                    part.Class, Number(part.Cents), part.Text);
        return page.ToString();
    }

    public static string Markdown(ReconciliationView view)
    {
        var page = new StringBuilder("# Reconciliation with Anthropic's cost report\n\n");
        page.Append($"{Time(view.StartingAt, "")} to {Time(view.EndingAt, "")}. {Verdict(view)}\n\n");
        Table(page, ["", "Amount"], [["Our books", Dollars(view.OurCents)], ["Anthropic's cost report", Dollars(view.AnthropicCents)], ["**Difference**", $"**{Dollars(view.DifferenceCents)}**"]]);
        page.Append(view.Workspaces.Count == 0 ? "The whole organization was compared, workspaces not told apart.\n\n" : $"Workspaces: {string.Join(", ", view.Workspaces.Select(pair => $"{Escape(pair.Ours)} = {Escape(pair.Anthropic)}"))}.\n\n");
        if (view.Classes.Count == 0) return page.Append("The books agree in every cell.\n").ToString();
        page.Append("## Why\n\n");
        Table(page, ["Class", "Amount", "Lines", "What it is"], view.Classes.Select(row => (IReadOnlyList<string>)[$"`{row.Class}`", Dollars(row.Cents), Text(row.Lines), Escape(row.Says)]));
        page.Append("## Where\n\n");
        Table(page, ["Day", "Workspace", "Model", "What", "Ours", "Anthropic's", "Why"], view.Lines.Select(line => (IReadOnlyList<string>)
            [line.Day, Escape(line.Workspace), Escape(line.Model ?? ""), Escape(line.What), Dollars(line.OurCents), Dollars(line.AnthropicCents), string.Join("<br>", line.Parts.Select(part => $"{part.Class} {Dollars(part.Cents)}{(part.Text.Length == 0 ? "" : ": " + Escape(part.Text))}"))]));
        return page.ToString();
    }

    public static string Verdict(ReconciliationView view) => view.IsWithinTolerance
        ? $"Unexplained: {Dollars(view.UnexplainedCents)}, within the tolerance of {view.Tolerance}."
        : $"Unexplained: {Dollars(view.UnexplainedCents)}, beyond the tolerance of {view.Tolerance}{(view.Tolerance.EndsWith('%') ? $" ({Dollars(view.ToleranceCents)})" : "")}.";

    /// <summary>Exact dollars with a sign of the currency.</summary>
    public static string Dollars(string cents) => MoneyOf(cents).ToString();

    private static string Number(string cents) => Dollars(cents).Replace("$", "", StringComparison.Ordinal);

    private static Money MoneyOf(string cents) => new((long)(decimal.Parse(cents, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) * Money.NanosPerCent));

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
