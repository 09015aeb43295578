namespace Claviger.Core.Usage;

/// <summary>
/// Tokens and charges of one model's work, by class, as upstream's <c>usage</c> object counts them.
/// Counts are cumulative for the message, never deltas.
/// </summary>
public readonly record struct TokenUsage
{
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
}
