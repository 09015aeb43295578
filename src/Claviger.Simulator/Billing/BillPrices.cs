using Claviger.Core.Usage;
using Claviger.Simulator.Catalogue;

namespace Claviger.Simulator.Billing;

/// <summary>Nano-dollars of one model's work, exact and not yet rounded: a request may sum several before its one rounding.</summary>
internal static class BillPrices
{
    private const decimal NanosPerTokenAtOneDollarPerMillion = 1_000m;
    private const decimal NanosPerSearch = 10_000_000m;
    private const decimal BatchFactor = 0.5m;
    private const decimal UsFactor = 1.1m;

    public static decimal Nanos(SimulatedModel model, in TokenUsage usage)
    {
        var p = Row(model, usage);
        var tokens = usage.InputTokens * p.Input + usage.OutputTokens * p.Output + usage.CacheReadTokens * p.Read
            + usage.CacheWrite5mTokens * p.Write5m + usage.CacheWrite1hTokens * p.Write1h;
        if (usage.Tier == ServiceTier.Batch) tokens *= BatchFactor;
        if (usage.Geo == InferenceGeo.Us && model.HasGeo) tokens *= UsFactor;
        return tokens * NanosPerTokenAtOneDollarPerMillion + usage.WebSearchRequests * NanosPerSearch;
    }

    private static TokenPrices Row(SimulatedModel model, in TokenUsage usage)
    {
        if (usage.Speed == Speed.Fast && model.FastPrices is { } fast) return fast;
        return model.LongPrices is { } dear && usage.PromptTokens > SimulatedModel.LongPrompt ? dear : model.Prices;
    }
}
