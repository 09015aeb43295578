using Claviger.Cli.Output;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Usage;

/// <summary>A cost report as lines: days in their order where they are asked for, else dearest first, and a total.</summary>
internal sealed class CostTable
{
    private readonly IReadOnlyList<Breakdown> _by;
    private readonly List<(ReportLabel[] Labels, Money Cost)> _lines;

    public CostTable(IReadOnlyList<Breakdown> by, UsageNames names, IReadOnlyList<CostBucket> buckets)
    {
        _by = by;
        _lines = buckets.SelectMany(bucket => bucket.Results, (bucket, row) => (Labels: by.Select(b => ReportLabel.Of(b, names, bucket, row)).ToArray(), Cost: DollarText.OfCents(row.Amount)))
            .GroupBy(line => string.Join('\0', line.Labels.Select(label => label.Id)), StringComparer.Ordinal)
            .Select(group => (group.First().Labels, Cost: group.Aggregate(Money.Zero, (sum, line) => sum + line.Cost)))
            .OrderBy(line => by[0].GroupBy is null ? line.Labels[0].Id : "", StringComparer.Ordinal).ThenByDescending(line => line.Cost)
            .ThenBy(line => string.Join('\0', line.Labels.Select(label => label.Name)), StringComparer.Ordinal).ToList();
    }

    public void Print(Screen screen, bool exact)
    {
        var table = new ListTable([.. _by.Select(b => new Column(b.Header, MayShrink: b.GroupBy is not null)), new Column("COST", Right: true)]);
        foreach (var (labels, cost) in _lines) table.Add([.. labels.Select(label => (Cell)label.Name), new Cell(Text(cost))]);
        var total = _lines.Aggregate(Money.Zero, (sum, line) => sum + line.Cost);
        table.Add([new Cell("TOTAL", Tone.Strong), .. Enumerable.Repeat(new Cell(""), _by.Count - 1), new Cell(Text(total), Tone.Strong)]);
        table.Print(screen);

        string Text(Money cost) => exact ? cost.ToString() : DollarText.Rounded(cost, screen.IsTerminal);
    }

    public void PrintCsv(CliRun run) => CsvPage.Print(run, [.. _by.SelectMany(ReportLabel.Heads), "cost_usd"],
        _lines.Select(line => (IEnumerable<string?>)[.. line.Labels.Zip(_by, (label, by) => label.Cells(by)).SelectMany(cells => cells), CsvPage.Dollars(line.Cost)]));
}
