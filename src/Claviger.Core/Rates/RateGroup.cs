namespace Claviger.Core.Rates;

/// <summary>What one set of rate limits covers: the same everywhere, for ever.</summary>
/// <param name="Index">0 to <see cref="RateGroups.Count"/> - 1, for arrays by group; only in memory.</param>
/// <param name="Id"><c>rlg_…</c>; never changes.</param>
/// <param name="Class">What tier files call it.</param>
/// <param name="DisplayName">Of model groups only, as Anthropic shows it.</param>
/// <param name="CountsCacheReads">Whether input tokens per minute count cache reads too (Claude Haiku 3.5 alone; limits page, 2026-10-08).</param>
public sealed record RateGroup(int Index, string Id, RateGroupType Type, string Class, string? DisplayName, bool CountsCacheReads)
{
    public bool IsModelGroup => Type == RateGroupType.ModelGroup;

    /// <summary>For messages to people.</summary>
    public string Title => DisplayName ?? Type switch
    {
        RateGroupType.Batch => "Message Batches",
        RateGroupType.TokenCount => "token counting",
        RateGroupType.Files => "Files",
        _ => "Skills",
    };
}
