using System.Collections.Immutable;

namespace Claviger.Core.Usage;

/// <summary>One entry of <c>usage.iterations</c>: a sampling run inside one request, billed by its own model and counts.</summary>
/// <param name="Kind"><c>message</c>, <c>compaction</c>, <c>advisor_message</c>, <c>fallback_message</c>, or a later one, as upstream wrote it.</param>
/// <param name="Model">Null when the entry names none: the message's model did the work.</param>
/// <param name="Usage">Tier, geography and speed are the message's unless the entry has its own.</param>
public readonly record struct IterationUsage(string Kind, string? Model, TokenUsage Usage)
{
    /// <summary>
    /// Whether the message's own counts hold this entry's tokens too. Compaction and advisor runs stand beside them
    /// (public documentation and SDK sources, 2026-10).
    /// </summary>
    public bool IsInMessageCounts => Kind is not ("compaction" or "advisor_message");
}

/// <summary>What one answer said about itself: the message's counts, the model that answered, and the entries that make the bill up if there are any.</summary>
public readonly record struct ReportedUsage
{
    /// <summary>The top-level counts.</summary>
    public TokenUsage Message { get; init; }

    /// <summary>The <c>model</c> of the answer; null when it named none.</summary>
    public string? Model { get; init; }

    /// <summary>Empty, never default: most answers have none.</summary>
    public ImmutableArray<IterationUsage> Iterations
    {
        get => field.IsDefault ? [] : field;
        init;
    }
}
