namespace Claviger.Core.Usage;

/// <summary>
/// Tokens and charges of one model's work, by class, as upstream's <c>usage</c> object counts them.
/// Counts are cumulative for the message, never deltas.
/// </summary>
public readonly record struct TokenUsage
{
    /// <summary>A quadrillion: beyond any real count, and small enough that no sum or product of counts overflows. Larger counts are not believed.</summary>
    public const long LargestCount = 1_000_000_000_000_000;

    /// <summary>Uncached input tokens (after the last cache breakpoint).</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens written to the 5-minute cache.</summary>
    public long CacheWrite5mTokens { get; init; }

    /// <summary>Tokens written to the 1-hour cache.</summary>
    public long CacheWrite1hTokens { get; init; }

    public long CacheReadTokens { get; init; }

    public long OutputTokens { get; init; }

    /// <summary>Successful web searches, charged per thousand.</summary>
    public long WebSearchRequests { get; init; }

    public ServiceTier Tier { get; init; }

    public InferenceGeo Geo { get; init; }

    public Speed Speed { get; init; }

    /// <summary>Input of every class: what context-window tiers are measured by.</summary>
    public long PromptTokens => InputTokens + CacheWrite5mTokens + CacheWrite1hTokens + CacheReadTokens;

    /// <summary>No count is negative or larger than <see cref="LargestCount"/>.</summary>
    public bool IsPlausible =>
        (ulong)InputTokens <= LargestCount && (ulong)CacheWrite5mTokens <= LargestCount && (ulong)CacheWrite1hTokens <= LargestCount
        && (ulong)CacheReadTokens <= LargestCount && (ulong)OutputTokens <= LargestCount && (ulong)WebSearchRequests <= LargestCount;
}
