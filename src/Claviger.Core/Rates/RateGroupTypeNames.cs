namespace Claviger.Core.Rates;

/// <summary>Anthropic's names of group types.</summary>
public static class RateGroupTypeNames
{
    /// <summary>What a filter takes. Claviger keeps no limits of <c>web_search</c>: that type has no groups.</summary>
    public static IReadOnlyDictionary<string, RateGroupType?> All { get; } = new Dictionary<string, RateGroupType?>(StringComparer.Ordinal)
    {
        ["model_group"] = RateGroupType.ModelGroup,
        ["batch"] = RateGroupType.Batch,
        ["token_count"] = RateGroupType.TokenCount,
        ["files"] = RateGroupType.Files,
        ["skills"] = RateGroupType.Skills,
        ["web_search"] = null,
    };

    public static string Of(RateGroupType type) => type switch
    {
        RateGroupType.ModelGroup => "model_group",
        RateGroupType.Batch => "batch",
        RateGroupType.TokenCount => "token_count",
        RateGroupType.Files => "files",
        RateGroupType.Skills => "skills",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
