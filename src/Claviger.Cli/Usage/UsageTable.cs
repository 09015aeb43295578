using System.Globalization;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Usage;

/// <summary>A report as lines: buckets added up unless time is asked for, dearest first, a total at the end.</summary>
internal sealed class UsageTable
{
    private readonly IReadOnlyList<Breakdown> _by;
    private readonly List<(ReportLabel[] Labels, UsageLine Line)> _lines;

    public UsageTable(IReadOnlyList<Breakdown> by, UsageNames names, IReadOnlyList<UsageBucket> buckets)
    {
        _by = by;
        var hasTime = by[0].GroupBy is null;
        var lines = new Dictionary<string, (DateTimeOffset? At, ReportLabel[] Labels, UsageLine Line)>(StringComparer.Ordinal);
        foreach (var bucket in buckets)
        {
            foreach (var row in bucket.Results)
            {
                ReportLabel[] labels = [.. by.Select(b => ReportLabel.Of(b, names, bucket, row))];
                var place = string.Join('\0', labels.Select(label => label.Id));
                var so = lines.GetValueOrDefault(place, (hasTime ? bucket.StartingAt : null, labels, UsageLine.Zero));
                lines[place] = (so.At, so.Labels, so.Line + UsageLine.Of(row));
            }
        }

        _lines = [.. lines.Values.OrderBy(line => line.At).ThenByDescending(line => line.Line.Cost)
            .ThenBy(line => string.Join('\0', line.Labels.Select(label => label.Name)), StringComparer.Ordinal).Select(line => (line.Labels, line.Line))];
    }

    public bool IsEmpty => _lines.Count == 0;

    public void Print(Screen screen, bool exact)
    {
        var table = new ListTable(
        [
            .. _by.Select(b => new Column(b.Header, MayShrink: b.GroupBy is not null)),
            new("REQUESTS", Right: true), new("INPUT", Right: true), new("CACHE WRITE", Right: true, DropsAt: 1),
            new("CACHE READ", Right: true, DropsAt: 2), new("OUTPUT", Right: true), new("COST", Right: true),
        ]);
        foreach (var (labels, line) in _lines) table.Add([.. labels.Select(label => (Cell)label.Name), .. Numbers(line, Tone.Plain)]);
        var total = _lines.Aggregate(UsageLine.Zero, (sum, line) => sum + line.Line);
        table.Add([new Cell("TOTAL", Tone.Strong), .. Enumerable.Repeat(new Cell(""), _by.Count - 1), .. Numbers(total, Tone.Strong)]);
        table.Print(screen);

        IEnumerable<Cell> Numbers(UsageLine line, Tone tone) =>
        [
            Count(line.Requests), Count(line.Input), Count(line.CacheWrite), Count(line.CacheRead), Count(line.Output),
            new Cell(exact ? line.Cost.ToString() : DollarText.Rounded(line.Cost, screen.IsTerminal), tone),
        ];

        Cell Count(long value) => CountText.Of(value, screen.IsTerminal);
    }

    public void PrintCsv(CliRun run) => CsvPage.Print(
        run, [.. _by.SelectMany(ReportLabel.Heads), "requests", "input_tokens", "cache_write_tokens", "cache_read_tokens", "output_tokens", "cost_usd"],
        _lines.Select(line => (IEnumerable<string?>)
        [
            .. line.Labels.Zip(_by, (label, by) => label.Cells(by)).SelectMany(cells => cells),
            Text(line.Line.Requests), Text(line.Line.Input), Text(line.Line.CacheWrite), Text(line.Line.CacheRead), Text(line.Line.Output), CsvPage.Dollars(line.Line.Cost),
        ]));

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
