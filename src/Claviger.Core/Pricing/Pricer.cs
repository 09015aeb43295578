using Claviger.Core.Usage;

namespace Claviger.Core.Pricing;

/// <summary>
/// Usage to money, in integers: tokens times nano-dollars per million are summed over all classes, multiplied by the
/// factors, and divided once, upward. Pure; any thread. Always pass the instant the request began, also when pricing the
/// hold: one request has one price, even across a change.
/// </summary>
public static class Pricer
{
    private const long PerMillion = 1_000_000;

    /// <summary>One model's work in one prompt. A priority tier costs the standard price (unverified: it is not sold any more).</summary>
    public static PricedUsage Price(PriceBook book, ModelEntry model, in TokenUsage usage, DateTimeOffset at) =>
        usage.IsPlausible ? Price(book, model, usage, usage.PromptTokens, at) : PricedUsage.Missing(PricingGap.OutOfRange);

    /// <summary>
    /// A whole answer. Where it lists iterations they are the bill, each by its own model and prompt tier, rounded up each;
    /// searches are charged once. Nothing the message counted is left out: tokens beyond the sum of its iterations
    /// are priced as the message's own.
    /// </summary>
    /// <param name="requested">The model the request was admitted for; prices the answer when it names none or one that isn't in the book.</param>
    public static PricedUsage Price(PriceBook book, ModelEntry requested, in ReportedUsage reported, DateTimeOffset at)
    {
        var flags = PricingFlags.None;
        var answered = requested;
        if (reported.Model is { } name)
        {
            if (book.TryFind(name, out var found)) answered = found;
            else flags |= PricingFlags.UnknownAnswerModel;
        }

        var message = reported.Message;
        if (!message.IsPlausible) return PricedUsage.Missing(PricingGap.OutOfRange);
        if (reported.Iterations.IsEmpty)
        {
            var plain = Price(book, answered, message, message.PromptTokens, at);
            return plain.TryGetCost(out var all) ? PricedUsage.Of(all, flags) : plain;
        }

        var (rest, sum) = (message, default(Int128));
        foreach (var iteration in reported.Iterations)
        {
            if (!iteration.Usage.IsPlausible) return PricedUsage.Missing(PricingGap.OutOfRange);
            var tokens = iteration.Usage with { WebSearchRequests = 0 };
            var priced = IterationModel(book, iteration, answered) is { } model ? Price(book, model, tokens, tokens.PromptTokens, at) : default;
            if (!priced.TryGetCost(out var cost))
            {
                if (!TryPriceAtDearest(book, tokens, at, out cost)) return PricedUsage.Missing(PricingGap.NoPriceAtDate);
                flags |= PricingFlags.UnknownIterationModel;
            }

            sum += cost.Nanos;
            if (iteration.IsInMessageCounts) rest = Less(rest, iteration.Usage);
        }

        var searches = Math.Max(message.WebSearchRequests, Searches(reported));
        if (rest.PromptTokens + rest.OutputTokens > 0) flags |= PricingFlags.IterationsIncomplete;
        if (searches > 0 || flags.HasFlag(PricingFlags.IterationsIncomplete))
        {
            var left = Price(book, answered, rest with { WebSearchRequests = searches }, message.PromptTokens, at);
            if (!left.TryGetCost(out var cost)) return left;
            sum += cost.Nanos;
        }

        return sum <= long.MaxValue ? PricedUsage.Of(new Money((long)sum), flags) : PricedUsage.Missing(PricingGap.OutOfRange);
    }

    private static PricedUsage Price(PriceBook book, ModelEntry model, in TokenUsage usage, long promptTokens, DateTimeOffset at)
    {
        Int128 sum = 0, divisor = PerMillion;
        if (!model.IsFree)
        {
            var gap = Tokens(model, usage, promptTokens, at, out sum, out divisor);
            if (gap != PricingGap.None) return PricedUsage.Missing(gap);
        }

        if (usage.WebSearchRequests > 0)
        {
            if (book.WebSearch?.NanosPerThousandAt(at) is not { } perThousand) return PricedUsage.Missing(PricingGap.NoWebSearchPrice);
            sum += (Int128)usage.WebSearchRequests * perThousand * (divisor / 1_000);
        }

        var nanos = CeilingOf(sum, divisor);
        return nanos <= long.MaxValue ? PricedUsage.Of(new Money((long)nanos)) : PricedUsage.Missing(PricingGap.OutOfRange);
    }

    /// <summary>What each class costs by itself, rounded down. False where there is no price, or no cost a count can hold.</summary>
    internal static bool TryParts(PriceBook book, ModelEntry model, in TokenUsage usage, DateTimeOffset at, out CostParts parts)
    {
        parts = default;
        if (!usage.IsPlausible) return false;
        Int128 search = 0;
        if (usage.WebSearchRequests > 0)
        {
            if (book.WebSearch?.NanosPerThousandAt(at) is not { } perThousand) return false;
            search = (Int128)usage.WebSearchRequests * perThousand / 1_000;
        }

        var (factor, divisor) = ((Int128)0, (Int128)PerMillion);
        PriceRow? row = null;
        if (!model.IsFree && Rate(model, usage, usage.PromptTokens, at, out row, out factor, out divisor) != PricingGap.None) return false;
        var (input, output) = (Part(usage.InputTokens, row?.Input), Part(usage.OutputTokens, row?.Output));
        var (write5m, write1h, read) = (Part(usage.CacheWrite5mTokens, row?.CacheWrite5m), Part(usage.CacheWrite1hTokens, row?.CacheWrite1h), Part(usage.CacheReadTokens, row?.CacheRead));
        if (input + output + write5m + write1h + read + search > long.MaxValue / 8) return false; // room for a day of them
        parts = new CostParts((long)input, (long)write5m, (long)write1h, (long)read, (long)output, (long)search);
        return true;

        Int128 Part(long tokens, long? price) => tokens == 0 ? 0 : tokens * ((price ?? 0) * factor) / divisor; // division of 128 bits is dear
    }

    /// <summary>Bounds: counts below 2^50, prices below 2^44, terms of factors below 2^10: the sum stays below 2^120.</summary>
    private static PricingGap Tokens(ModelEntry model, in TokenUsage usage, long promptTokens, DateTimeOffset at, out Int128 sum, out Int128 divisor)
    {
        sum = 0;
        var gap = Rate(model, usage, promptTokens, at, out var row, out var factor, out divisor);
        if (gap == PricingGap.None) sum = row!.TimesTokens(usage) * factor;
        return gap;
    }

    /// <summary>The prices of the prompt's tier, and the factor and divisor on tokens times price.</summary>
    private static PricingGap Rate(ModelEntry model, in TokenUsage usage, long promptTokens, DateTimeOffset at, out PriceRow? row, out Int128 factor, out Int128 divisor)
    {
        (row, factor, divisor) = (null, 1, PerMillion);
        if (usage.Tier == ServiceTier.Unknown) return PricingGap.UnknownTier;
        if (usage.Speed == Speed.Unknown) return PricingGap.UnknownSpeed;
        if (usage.Geo == InferenceGeo.Unknown || (usage.Geo == InferenceGeo.Us && !model.AcceptsInferenceGeo)) return PricingGap.GeoNotOffered;
        if (model.SheetAt(usage.Speed, at) is not { } sheet) return model.HasSpeed(usage.Speed) ? PricingGap.NoPriceAtDate : PricingGap.NoFastPrice;

        row = sheet.TierOf(promptTokens);
        if (usage.Geo == InferenceGeo.Us) (factor, divisor) = (factor * row.Us.Numerator, divisor * row.Us.Denominator);
        if (usage.Tier != ServiceTier.Batch) return PricingGap.None;

        if (row.Batch is not { } batch) return PricingGap.NoBatchPrice;
        (factor, divisor) = (factor * batch.Numerator, divisor * batch.Denominator);
        return PricingGap.None;
    }

    private static ModelEntry? IterationModel(PriceBook book, in IterationUsage iteration, ModelEntry answered) =>
        iteration.Model is not { } name ? answered : book.TryFind(name, out var model) ? model : null;

    /// <summary>Without a batch discount, and at the fast price unless the speed is standard: never below the truth.</summary>
    private static bool TryPriceAtDearest(PriceBook book, in TokenUsage usage, DateTimeOffset at, out Money cost)
    {
        cost = default;
        if (DearestRow.Of(book, at, usage.Speed != Speed.Standard) is not { } row) return false;
        var sum = row.TimesTokens(usage);
        var us = usage.Geo is InferenceGeo.Us or InferenceGeo.Unknown ? row.Us : Ratio.One;
        var nanos = CeilingOf(sum * us.Numerator, (Int128)PerMillion * us.Denominator);
        cost = new Money((long)Int128.Min(nanos, long.MaxValue));
        return true;
    }

    private static TokenUsage Less(in TokenUsage all, in TokenUsage taken) => all with
    {
        InputTokens = Math.Max(0, all.InputTokens - taken.InputTokens),
        CacheWrite5mTokens = Math.Max(0, all.CacheWrite5mTokens - taken.CacheWrite5mTokens),
        CacheWrite1hTokens = Math.Max(0, all.CacheWrite1hTokens - taken.CacheWrite1hTokens),
        CacheReadTokens = Math.Max(0, all.CacheReadTokens - taken.CacheReadTokens),
        OutputTokens = Math.Max(0, all.OutputTokens - taken.OutputTokens),
    };

    private static long Searches(in ReportedUsage reported)
    {
        long searches = 0;
        foreach (var iteration in reported.Iterations) searches = Math.Min(TokenUsage.LargestCount, searches + iteration.Usage.WebSearchRequests);
        return searches;
    }

    internal static Int128 CeilingOf(Int128 dividend, Int128 divisor) => (dividend + divisor - 1) / divisor;
}
