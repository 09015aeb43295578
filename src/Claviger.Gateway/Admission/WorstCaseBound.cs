using Claviger.Core;
using Claviger.Core.Pricing;
using Claviger.Core.Usage;

namespace Claviger.Gateway.Admission;

/// <summary>
/// The most a request can cost, from its shape and the price book alone: what the journal opens a request with, and what is
/// posted when its true usage is never seen. Too high where in doubt, never too low. Something without a price is a refusal.
/// </summary>
internal static class WorstCaseBound
{
    // Largest images of models from 4.7 on (2026-10); smaller for older ones.
    private const long TokensPerImage = 4_784;

    // Tool-use system prompts (at most 804) and toolset prompts (browser about 6,600), 2026-10.
    private const long TokensPerTypedTool = 8_000;
    private const long TokensOfPreamble = 2_000;

    // A server tool starts another sampling run with all that came before; a request that names no bound gets this one (unverified).
    private const long UsesWithoutBound = 10;

    /// <param name="body">The body that <paramref name="shape"/> was made from.</param>
    /// <param name="worst">Tokens and cost; meaningless after a refusal.</param>
    public static Refused Of(
        PriceBook prices, ModelEntry model, RequestShape shape, ReadOnlySpan<byte> body, DateTimeOffset at, bool inBatch, out WorstPlan worst)
    {
        worst = default;
        if (shape.Speed == RequestedSpeed.Unknown) return new(Refusal.UnpricedOption, "speed: this value has no price; use standard or fast");
        if (shape.Geo == RequestedGeo.Unknown) return new(Refusal.UnpricedOption, "inference_geo: this value has no price; use global or us");
        if (shape.ServiceTier == RequestedTier.Unknown) return new(Refusal.UnpricedOption, "service_tier: this value has no price; use auto or standard_only");

        long serverUses = 0;
        var searches = 0L;
        foreach (var tool in shape.TypedTools)
        {
            if (!prices.TryFindTool(shape.Read(body, tool.Type), out var known))
                return new(Refusal.UnpricedOption, "tools: a tool of a type that is not in the price book; an operator can mark it free there");
            var uses = tool.MaxUses ?? UsesWithoutBound;
            if (known.Name is "web_search" or "web_fetch" or "code_execution") serverUses += uses;
            if (known.Name == "web_search") searches += uses;
        }

        if (shape.HasMcpServers) serverUses += UsesWithoutBound;
        var promptTokens = PromptBound(model, shape, serverUses);
        var may = new WorstCase
        {
            Fast = shape.Speed == RequestedSpeed.Fast || shape.FallbackChangesRate && !inBatch && model.HasSpeed(Speed.Fast),
            Us = shape.Geo != RequestedGeo.Global || shape.FallbackChangesRate,
            Writes = shape.CachesFor1h ? CacheWrites.OneHour : shape.CachesFor5m || serverUses > 0 ? CacheWrites.FiveMinutes : CacheWrites.None,
            Batch = inBatch,
            MaxPromptTokens = promptTokens,
        };
        var gap = WorstRates.Of(prices, model, at, may, out var rates);
        if (gap != PricingGap.None) return new(Refusal.UnpricedOption, Text(gap, model));
        foreach (var slice in shape.OtherModels)
        {
            if (!prices.TryFind(shape.Read(body, slice), out var other))
                return new(Refusal.UnknownModel, "fallbacks: a model that is not in the price book");
            gap = WorstRates.Of(prices, other, at, may with { Fast = may.Fast && other.HasSpeed(Speed.Fast) }, out var otherRates);
            if (gap != PricingGap.None) return new(Refusal.UnpricedOption, Text(gap, other));
            rates = WorstRates.Max(rates, otherRates);
        }

        // A fallback does the whole work again after the first model's.
        var runs = 1 + shape.OtherModels.Length;
        var output = Math.Max(shape.MaxTokens ?? 0, shape.FallbackMaxTokens ?? 0) * runs;
        var tokens = new TokenUsage
        {
            InputTokens = promptTokens * runs,
            OutputTokens = output,
            WebSearchRequests = searches,
            Tier = inBatch ? ServiceTier.Batch : ServiceTier.Standard,
        };
        worst = new WorstPlan
        {
            Tokens = tokens,
            Cost = rates.Cost(tokens.InputTokens, output, searches),
            PromptTokens = promptTokens,
            Runs = runs,
            Rates = rates,
            IsCountable = serverUses == 0 && runs == 1 && !inBatch,
            IsStoppable = serverUses == 0 && runs == 1 && shape.Stream && !shape.ThinkingEnabled && !ThinksUnasked(model),
        };
        return default;
    }

    /// <summary>Models that refuse to have thinking disabled (2026-10) may think without being asked, and thinking that isn't shown can't be followed.</summary>
    private static bool ThinksUnasked(ModelEntry model) =>
        model.Id.StartsWith("claude-opus-5-5", StringComparison.Ordinal) || model.Id.StartsWith("claude-fable-", StringComparison.Ordinal)
        || model.Id.StartsWith("claude-mythos-", StringComparison.Ordinal);

    private static long PromptBound(ModelEntry model, RequestShape shape, long serverUses)
    {
        var bound = shape.NeedsWholeWindow || serverUses > 0
            ? model.ContextTokens
            : Math.Min(model.ContextTokens, shape.TextBytes + shape.Images * TokensPerImage + shape.TypedTools.Length * TokensPerTypedTool + TokensOfPreamble);
        return bound * Math.Min(1 + serverUses, 1_000);
    }

    private static string Text(PricingGap gap, ModelEntry model) => gap switch
    {
        PricingGap.NoFastPrice => $"speed: {model.Id} has no fast price; use standard",
        PricingGap.NoBatchPrice => $"model: {model.Id} has no batch price",
        PricingGap.NoPriceAtDate => $"model: {model.Id} has no price in force today; an operator can add one",
        PricingGap.NoWebSearchPrice => "tools: web search has no price in force today; an operator can add one",
        _ => $"model: {model.Id} can't be priced for this request ({gap})",
    };
}
