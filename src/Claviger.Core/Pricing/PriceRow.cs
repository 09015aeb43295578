using System.Collections.Immutable;
using Claviger.Core.Usage;

namespace Claviger.Core.Pricing;

/// <summary>Prices of one prompt tier, in nano-dollars per million tokens.</summary>
/// <param name="AbovePromptTokens">The tier holds for prompts larger than this; 0 for the tier of every prompt.</param>
/// <param name="Batch">Factor in batches; null when the model has no batch price.</param>
/// <param name="Us">Factor of <c>inference_geo: "us"</c>.</param>
/// <param name="Source">Where the price was read, and when.</param>
public sealed record PriceRow(
    long AbovePromptTokens, long Input, long Output, long CacheWrite5m, long CacheWrite1h, long CacheRead,
    Ratio? Batch, Ratio Us, string Source)
{
    /// <summary>Tokens times nano-dollars per million, over all classes and before any factor.</summary>
    public Int128 TimesTokens(in TokenUsage usage) =>
        ((Int128)usage.InputTokens * Input) + ((Int128)usage.CacheWrite5mTokens * CacheWrite5m) + ((Int128)usage.CacheWrite1hTokens * CacheWrite1h)
        + ((Int128)usage.CacheReadTokens * CacheRead) + ((Int128)usage.OutputTokens * Output);

    /// <summary>The dearest class of input that the cache time-to-live allows.</summary>
    public long DearestInput(CacheWrites writes)
    {
        var dearest = Math.Max(Input, CacheRead);
        if (writes >= CacheWrites.FiveMinutes) dearest = Math.Max(dearest, CacheWrite5m);
        if (writes >= CacheWrites.OneHour) dearest = Math.Max(dearest, CacheWrite1h);
        return dearest;
    }
}

/// <summary>The longest cache time-to-live a request may write.</summary>
public enum CacheWrites
{
    None,
    FiveMinutes,
    OneHour,
}

/// <summary>All tiers of one speed from one instant on.</summary>
/// <param name="EffectiveFrom">Inclusive, UTC.</param>
/// <param name="EffectiveUntil">Exclusive, UTC; null = until the next sheet of this speed.</param>
/// <param name="Tiers">At least one; ascending by prompt size, the first from 0.</param>
public sealed record PriceSheet(
    Speed Speed, DateTimeOffset EffectiveFrom, DateTimeOffset? EffectiveUntil, ImmutableArray<PriceRow> Tiers)
{
    public PriceRow TierOf(long promptTokens)
    {
        var i = Tiers.Length - 1;
        while (i > 0 && promptTokens <= Tiers[i].AbovePromptTokens) i--;
        return Tiers[i];
    }
}
