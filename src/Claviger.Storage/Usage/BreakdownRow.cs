namespace Claviger.Storage.Usage;

/// <summary>The sums of one bucket and one part.</summary>
public sealed record BreakdownRow
{
    public long Bucket { get; init; }

    /// <summary>Number of the workspace, key, model or owner; null: it is not split.</summary>
    public int? Part { get; init; }

    public long Requests { get; init; }
    public long Input { get; init; }
    public long CacheWrite { get; init; }
    public long CacheRead { get; init; }
    public long Output { get; init; }
    public long WebSearch { get; init; }
    public long CostNanos { get; init; }

    /// <summary>Of the cost, what is known to be for input; likewise the others. Hours don't know it: zero.</summary>
    public long InputNanos { get; init; }
    public long CacheWriteNanos { get; init; }
    public long CacheReadNanos { get; init; }
    public long OutputNanos { get; init; }
    public long WebSearchNanos { get; init; }
}
