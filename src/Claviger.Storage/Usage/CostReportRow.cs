using Claviger.Core.Pricing;

namespace Claviger.Storage.Usage;

/// <summary>A day's cost and what of it is known to be for which class. What was not grouped by is null.</summary>
public sealed record CostReportRow
{
    /// <summary>UTC days since 1970.</summary>
    public long Day { get; init; }

    public int? Workspace { get; init; }
    public int? Key { get; init; }
    public int? Owner { get; init; }
    public int? Model { get; init; }

    /// <summary>As <see cref="Core.Usage.UsageVariant"/> packs it.</summary>
    public int? Variant { get; init; }

    public long CostNanos { get; init; }
    public long Input { get; init; }
    public long CacheWrite5m { get; init; }
    public long CacheWrite1h { get; init; }
    public long CacheRead { get; init; }
    public long Output { get; init; }
    public long WebSearch { get; init; }

    /// <summary>Tokens, and searches, of every request: those of bounds too, whose cost no class has.</summary>
    public long InputCount { get; init; }
    public long CacheWrite5mCount { get; init; }
    public long CacheWrite1hCount { get; init; }
    public long CacheReadCount { get; init; }
    public long OutputCount { get; init; }
    public long WebSearchCount { get; init; }

    public CostParts Parts => new(Input, CacheWrite5m, CacheWrite1h, CacheRead, Output, WebSearch);
}
