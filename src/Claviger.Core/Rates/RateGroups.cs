using System.Collections.Immutable;
using Claviger.Core.Pricing;

namespace Claviger.Core.Rates;

/// <summary>
/// Every group there is. Pools and their names are Anthropic's (limits page, 2026-10-08); models that are priced but in none of its pools
/// share <see cref="OtherModels"/>, so that no model is without a group. A model is in exactly one.
/// </summary>
public static class RateGroups
{
    /// <summary>A pool of a whole generation: any id that begins so. Ids end, or go on with a hyphen.</summary>
    private static readonly (string Family, string Class)[] Families =
    [
        ("claude-fable-5", "fable_5"), ("claude-mythos-5", "mythos_5"),
        ("claude-opus-4", "opus_4"), ("claude-sonnet-4", "sonnet_4"),
        ("claude-3-5-haiku", "haiku_3_5"),
    ];

    /// <summary>A pool of one version: the id itself, or with its date.</summary>
    private static readonly (string Id, string Class)[] Versions =
    [
        ("claude-opus-5-5", "opus_5_5"), ("claude-opus-5", "opus_5"),
        ("claude-sonnet-5-5", "sonnet_5_5"), ("claude-sonnet-5", "sonnet_5"),
        ("claude-haiku-5-5", "haiku_5_5"), ("claude-haiku-4-5", "haiku_4_5"),
    ];

    public static ImmutableArray<RateGroup> All { get; } = Number(
        Models("rlg_01ClaudeFable5x", "fable_5", "Claude Fable 5.x"),
        Models("rlg_01ClaudeMythos5x", "mythos_5", "Claude Mythos 5.x"),
        Models("rlg_01ClaudeOpus55", "opus_5_5", "Claude Opus 5.5"),
        Models("rlg_01ClaudeOpus5", "opus_5", "Claude Opus 5"),
        Models("rlg_01ClaudeOpus4x", "opus_4", "Claude Opus 4.x"),
        Models("rlg_01ClaudeSonnet55", "sonnet_5_5", "Claude Sonnet 5.5"),
        Models("rlg_01ClaudeSonnet5", "sonnet_5", "Claude Sonnet 5"),
        Models("rlg_01ClaudeSonnet4x", "sonnet_4", "Claude Sonnet 4.x"),
        Models("rlg_01ClaudeHaiku55", "haiku_5_5", "Claude Haiku 5.5"),
        Models("rlg_01ClaudeHaiku45", "haiku_4_5", "Claude Haiku 4.5"),
        Models("rlg_01ClaudeHaiku35", "haiku_3_5", "Claude Haiku 3.5", countsCacheReads: true),
        Models("rlg_01OtherModels", "other_models", "Other models"),
        new RateGroup(0, "rlg_01MessageBatches", RateGroupType.Batch, "batch", null, false),
        new RateGroup(0, "rlg_01TokenCounting", RateGroupType.TokenCount, "token_count", null, false),
        new RateGroup(0, "rlg_01Files", RateGroupType.Files, "files", null, false),
        new RateGroup(0, "rlg_01Skills", RateGroupType.Skills, "skills", null, false));

    public static int Count => All.Length;

    public static RateGroup OtherModels { get; } = OfClass("other_models")!;

    public static RateGroup Batch { get; } = OfClass("batch")!;

    public static RateGroup TokenCount { get; } = OfClass("token_count")!;

    public static RateGroup Files { get; } = OfClass("files")!;

    public static RateGroup Skills { get; } = OfClass("skills")!;

    public static RateGroup? OfClass(string name) => All.FirstOrDefault(group => group.Class == name);

    public static RateGroup? OfId(string id) => All.FirstOrDefault(group => group.Id == id);

    public static RateGroup OfModel(ModelEntry model)
    {
        foreach (var (id, name) in Versions)
            if (model.Id == id || model.Id.Length == id.Length + 9 && model.Id.StartsWith(id + "-", StringComparison.Ordinal) && model.Id[^8..].All(char.IsAsciiDigit))
                return OfClass(name)!;
        foreach (var (family, name) in Families)
            if (model.Id == family || model.Id.StartsWith(family + "-", StringComparison.Ordinal)) return OfClass(name)!;
        return OtherModels;
    }

    /// <summary>Ids and aliases of a group's models, in order; null for a group that isn't about models.</summary>
    public static IReadOnlyList<string>? ModelsOf(RateGroup group, PriceBook prices) => !group.IsModelGroup ? null
        : prices.Models.Where(model => OfModel(model) == group).SelectMany(model => model.Aliases.Prepend(model.Id)).Order(StringComparer.Ordinal).ToList();

    private static RateGroup Models(string id, string name, string title, bool countsCacheReads = false) =>
        new(0, id, RateGroupType.ModelGroup, name, title, countsCacheReads);

    private static ImmutableArray<RateGroup> Number(params RateGroup[] groups) => [.. groups.Select((group, index) => group with { Index = index })];
}
