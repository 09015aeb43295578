using Claviger.Core.Usage;

namespace Claviger.Core.Pricing;

/// <summary>What a request leaves open that decides its price. The default is the narrowest: raise what the request, the workspace or a tool may cause.</summary>
public readonly record struct WorstCase
{
    /// <summary>Fast mode was asked for. The answer may still be standard, so both prices count.</summary>
    public bool Fast { get; init; }

    /// <summary>Inference in the US was asked for, or a default of the upstream workspace may choose it.</summary>
    public bool Us { get; init; }

    /// <summary>Server tools can write to the 5-minute cache unasked; only a request with neither may say <see cref="CacheWrites.None"/>.</summary>
    public CacheWrites Writes { get; init; }

    /// <summary>The request is a line of a batch: the batch factor is sure.</summary>
    public bool Batch { get; init; }

    /// <summary>Upper bound on the prompt, to rule out the prices of long prompts; null = unbounded.</summary>
    public long? MaxPromptTokens { get; init; }
}

/// <summary>Rates that no answer to a request can exceed, factors included, each rounded up. A default value is zero: take it only where the gap is none.</summary>
/// <param name="InputNanosPerMillion">Nano-dollars per million input tokens of whatever class.</param>
/// <param name="OutputNanosPerMillion">Nano-dollars per million output tokens.</param>
/// <param name="NanosPerSearch">Nano-dollars a web search; null when searches have no price, so that a request that may search must be refused.</param>
public readonly record struct WorstRates(long InputNanosPerMillion, long OutputNanosPerMillion, long? NanosPerSearch)
{
    /// <summary>Of one model at the instant a request began. Allocates nothing.</summary>
    /// <returns>The gap that refuses the request before upstream, or <see cref="PricingGap.None"/>.</returns>
    public static PricingGap Of(PriceBook book, ModelEntry model, DateTimeOffset at, in WorstCase may, out WorstRates rates)
    {
        long input = 0, output = 0;
        rates = default;
        if (!model.IsFree)
        {
            if (may.Fast && may.Batch) return PricingGap.NoBatchPrice;
            if (!model.HasSpeed(may.Fast ? Speed.Fast : Speed.Standard)) return may.Fast ? PricingGap.NoFastPrice : PricingGap.NoPriceAtDate;

            var gap = Take(model.SheetAt(Speed.Standard, at), may, ref input, ref output);
            if (gap == PricingGap.None && may.Fast) gap = Take(model.SheetAt(Speed.Fast, at), may, ref input, ref output);
            if (gap != PricingGap.None) return gap;
        }

        long? search = book.WebSearch?.NanosPerThousandAt(at) is { } perThousand ? (perThousand + 999) / 1_000 : null;
        rates = new WorstRates(input, output, search);
        return PricingGap.None;
    }

    /// <summary>For requests that more than one model may answer (fallbacks): the dearer of each.</summary>
    public static WorstRates Max(in WorstRates a, in WorstRates b) => new(
        Math.Max(a.InputNanosPerMillion, b.InputNanosPerMillion), Math.Max(a.OutputNanosPerMillion, b.OutputNanosPerMillion),
        a.NanosPerSearch is { } x && b.NanosPerSearch is { } y ? Math.Max(x, y) : null);

    /// <summary>Rounded up once; saturates at 2^63 - 1 nano-dollars, which fits no cap. Counts are at least 0; searches without a price saturate too.</summary>
    public Money Cost(long inputTokens, long outputTokens, long searches = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputTokens);
        ArgumentOutOfRangeException.ThrowIfNegative(outputTokens);
        ArgumentOutOfRangeException.ThrowIfNegative(searches);
        if (searches > 0 && NanosPerSearch is null) return new Money(long.MaxValue);
        var tokens = ((Int128)inputTokens * InputNanosPerMillion) + ((Int128)outputTokens * OutputNanosPerMillion);
        var nanos = Pricer.CeilingOf(tokens, 1_000_000) + ((Int128)searches * (NanosPerSearch ?? 0));
        return new Money((long)Int128.Min(nanos, long.MaxValue));
    }

    private static PricingGap Take(PriceSheet? sheet, in WorstCase may, ref long input, ref long output)
    {
        if (sheet is null) return PricingGap.NoPriceAtDate;
        foreach (var row in sheet.Tiers)
        {
            if (may.MaxPromptTokens <= row.AbovePromptTokens && row.AbovePromptTokens > 0) break;
            if (may.Batch && row.Batch is null) return PricingGap.NoBatchPrice;
            input = Math.Max(input, WithFactors(row.DearestInput(may.Writes), row, may));
            output = Math.Max(output, WithFactors(row.Output, row, may));
        }

        return PricingGap.None;
    }

    // The US factor also where the model takes no geography: if the answer claims it all the same, the hold covers it.
    private static long WithFactors(long price, PriceRow row, in WorstCase may)
    {
        Int128 top = price, bottom = 1;
        if (may.Us) (top, bottom) = (top * row.Us.Numerator, bottom * row.Us.Denominator);
        if (may.Batch && row.Batch is { } batch) (top, bottom) = (top * batch.Numerator, bottom * batch.Denominator);
        return (long)Pricer.CeilingOf(top, bottom);
    }
}
