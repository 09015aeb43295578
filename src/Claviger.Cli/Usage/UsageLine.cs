using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Usage;

/// <summary>Counts of one line of the table. Adding is exact: counts are whole, money is whole nano-dollars.</summary>
internal sealed record UsageLine(long Requests, long Input, long CacheWrite, long CacheRead, long Output, Money Cost)
{
    public static UsageLine Zero { get; } = new(0, 0, 0, 0, 0, Money.Zero);

    public static UsageLine Of(UsageResult row) => new(
        row.Requests, row.UncachedInputTokens, row.CacheCreation.Ephemeral5mInputTokens + row.CacheCreation.Ephemeral1hInputTokens,
        row.CacheReadInputTokens, row.OutputTokens, DollarText.OfCents(row.CostCents));

    public static UsageLine operator +(UsageLine a, UsageLine b) => checked(new(
        a.Requests + b.Requests, a.Input + b.Input, a.CacheWrite + b.CacheWrite, a.CacheRead + b.CacheRead, a.Output + b.Output, a.Cost + b.Cost));
}
