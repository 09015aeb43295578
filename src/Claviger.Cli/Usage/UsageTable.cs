using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Usage;

/// <summary>A report as lines: buckets added up unless time is asked for, dearest first, a total at the end.</summary>
internal sealed class UsageTable
{
    private readonly IReadOnlyList<Breakdown> _by;
    private readonly List<(Cell[] Labels, UsageLine Line)> _lines;

    public UsageTable(IReadOnlyList<Breakdown> by, UsageNames names, IReadOnlyList<UsageBucket> buckets)
    {
        _by = by;
        var hasTime = by[0].GroupBy is null;
        var lines = new Dictionary<(DateTimeOffset? At, string? Key, string? Workspace, string? Model, string? Tier), (Cell[] Labels, UsageLine Line)>();
        foreach (var bucket in buckets)
        {
            foreach (var row in bucket.Results)
            {
                var place = (hasTime ? bucket.StartingAt : (DateTimeOffset?)null, row.ApiKeyId, row.WorkspaceId, row.Model, row.ServiceTier);
                var so = lines.GetValueOrDefault(place, (Labels: [.. by.Select(b => names.Of(b, bucket, row))], Line: UsageLine.Zero));
                lines[place] = (so.Labels, so.Line + UsageLine.Of(row));
            }
        }

        _lines = [.. lines.OrderBy(pair => pair.Key.At).ThenByDescending(pair => pair.Value.Line.Cost)
            .ThenBy(pair => string.Join('\0', pair.Value.Labels.Select(label => label.Text)), StringComparer.Ordinal).Select(pair => pair.Value)];
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
        foreach (var (labels, line) in _lines) table.Add([.. labels, .. Numbers(line, Tone.Plain)]);
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
}
