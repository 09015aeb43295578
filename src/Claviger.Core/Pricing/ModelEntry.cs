using System.Collections.Immutable;
using Claviger.Core.Usage;

namespace Claviger.Core.Pricing;

/// <summary>Where a model stands in its life. Information for people: admission goes by policy, not by this.</summary>
public enum ModelState
{
    Active,
    Limited,
    Legacy,
    Retired,
}

/// <summary>One model of a price book. Immutable; safe to share between threads.</summary>
public sealed class ModelEntry
{
    public required string Id { get; init; }

    /// <summary>0 to the book's count - 1, for arrays by model. Means nothing in another book.</summary>
    public required int Index { get; init; }

    public required ImmutableArray<string> Aliases { get; init; }

    /// <summary>An operator said that tokens of this model cost nothing.</summary>
    public required bool IsFree { get; init; }

    public required long ContextTokens { get; init; }

    /// <summary>Largest output of a plain request.</summary>
    public required long MaxOutputTokens { get; init; }

    /// <summary>Largest output inside a batch, with whatever beta that takes.</summary>
    public required long BatchMaxOutputTokens { get; init; }

    /// <summary>Shorter prompts are not cached; null when not known.</summary>
    public required long? MinCacheableTokens { get; init; }

    /// <summary>Whether upstream takes <c>inference_geo</c>; others answer 400.</summary>
    public required bool AcceptsInferenceGeo { get; init; }

    /// <summary>A request for fast mode is taken, runs at standard speed and costs the standard price.</summary>
    public required bool FastRunsAsStandard { get; init; }

    public required ModelState State { get; init; }

    public required DateOnly? Released { get; init; }

    public required DateOnly? NotRetiredBefore { get; init; }

    public required DateOnly? Retires { get; init; }

    public required string Source { get; init; }

    public required string? Note { get; init; }

    /// <summary>By speed, newest first.</summary>
    public required ImmutableArray<PriceSheet> Sheets { get; init; }

    /// <summary>Whether an answer at this speed can be priced at some time.</summary>
    public bool HasSpeed(Speed speed)
    {
        foreach (var sheet in Sheets)
        {
            if (sheet.Speed == speed) return true;
        }

        return speed == Speed.Fast && FastRunsAsStandard;
    }

    /// <summary>The sheet in force at an instant, or null.</summary>
    public PriceSheet? SheetAt(Speed speed, DateTimeOffset at)
    {
        if (speed == Speed.Fast && FastRunsAsStandard) speed = Speed.Standard;
        foreach (var sheet in Sheets)
        {
            if (sheet.Speed != speed || sheet.EffectiveFrom > at) continue;
            return sheet.EffectiveUntil is { } end && at >= end ? null : sheet;
        }

        return null;
    }

    public override string ToString() => Id;
}
