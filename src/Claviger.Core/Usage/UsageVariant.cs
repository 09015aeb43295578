namespace Claviger.Core.Usage;

/// <summary>The report dimensions of a row packed into one small number: tier (2 bits), geography (2), speed (1), long context (1).</summary>
public readonly record struct UsageVariant(ServiceTier Tier, InferenceGeo Geo, Speed Speed, bool LongContext)
{
    /// <summary>Anthropic's report splits at 200k prompt tokens.</summary>
    public const long LongContextAbove = 200_000;

    public static UsageVariant Of(in TokenUsage tokens) => new(tokens.Tier, tokens.Geo, tokens.Speed, tokens.PromptTokens > LongContextAbove);

    /// <summary>A tier or geography that this version doesn't know packs as 3; an unknown speed as fast, the dearer one.</summary>
    public int Pack() => ((int)Tier & 3) | (((int)Geo & 3) << 2) | (((int)Speed & 1) << 4) | (LongContext ? 1 << 5 : 0);

    public static UsageVariant Unpack(int packed) =>
        new((ServiceTier)(packed & 3), (InferenceGeo)((packed >> 2) & 3), (Speed)((packed >> 4) & 1), (packed & (1 << 5)) != 0);
}
