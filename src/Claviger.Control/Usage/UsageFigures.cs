using Claviger.Core;
using Claviger.Storage.Usage;

namespace Claviger.Control.Usage;

/// <summary>Requests, tokens and cost of something in some time.</summary>
/// <param name="Parts">Of the cost, what is known to be for input, cache writes, cache reads, output and web searches, in this order; the rest is not attributed. By hours nothing is.</param>
public sealed record UsageFigures(long Requests, long Input, long CacheWrite, long CacheRead, long Output, long WebSearches, Money Cost, IReadOnlyList<Money> Parts)
{
    private static readonly Money[] NoParts = new Money[5];

    public static UsageFigures Zero { get; } = new(0, 0, 0, 0, 0, 0, Money.Zero, NoParts);

    public long Tokens => Input + CacheWrite + CacheRead + Output;

    internal static UsageFigures Of(BreakdownRow row) => new(
        row.Requests, row.Input, row.CacheWrite, row.CacheRead, row.Output, row.WebSearch, new Money(row.CostNanos),
        [new(row.InputNanos), new(row.CacheWriteNanos), new(row.CacheReadNanos), new(row.OutputNanos), new(row.WebSearchNanos)]);

    public static UsageFigures operator +(UsageFigures a, UsageFigures b) => checked(new(
        a.Requests + b.Requests, a.Input + b.Input, a.CacheWrite + b.CacheWrite, a.CacheRead + b.CacheRead, a.Output + b.Output, a.WebSearches + b.WebSearches,
        a.Cost + b.Cost, [.. a.Parts.Zip(b.Parts, (x, y) => x + y)]));

    public static UsageFigures operator -(UsageFigures a, UsageFigures b) => checked(new(
        a.Requests - b.Requests, a.Input - b.Input, a.CacheWrite - b.CacheWrite, a.CacheRead - b.CacheRead, a.Output - b.Output, a.WebSearches - b.WebSearches,
        a.Cost - b.Cost, [.. a.Parts.Zip(b.Parts, (x, y) => x - y)]));
}
