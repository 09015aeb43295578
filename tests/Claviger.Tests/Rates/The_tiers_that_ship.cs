using Claviger.Core.Pricing;
using Claviger.Core.Rates;
using Xunit;

namespace Claviger.Tests.Rates;

/// <summary>Against Anthropic's table of 2026-10-08, written down here once more and not taken from the file.</summary>
public sealed class The_tiers_that_ship
{
    private static readonly string[] Names = ["start", "build", "scale", "tier-1", "tier-2", "tier-3", "tier-4"];

    [Theory]
    [InlineData("fable_5", "1000/500000/100000", "2000/1500000/300000", "4000/4000000/800000")]
    [InlineData("mythos_5", "1000/500000/100000", "2000/1500000/300000", "4000/4000000/800000")]
    [InlineData("opus_5_5", "1000/2000000/400000", "5000/5000000/1000000", "10000/10000000/2000000")]
    [InlineData("opus_5", "1000/2000000/400000", "5000/5000000/1000000", "10000/10000000/2000000")]
    [InlineData("opus_4", "1000/2000000/400000", "5000/5000000/1000000", "10000/10000000/2000000")]
    [InlineData("sonnet_5_5", "1000/2000000/400000", "5000/5000000/1000000", "10000/10000000/2000000")]
    [InlineData("sonnet_5", "1000/2000000/400000", "5000/5000000/1000000", "10000/10000000/2000000")]
    [InlineData("sonnet_4", "1000/2000000/400000", "5000/5000000/1000000", "10000/10000000/2000000")]
    [InlineData("haiku_5_5", "1000/2000000/400000", "5000/5000000/1000000", "10000/10000000/2000000")]
    [InlineData("haiku_4_5", "1000/2000000/400000", "5000/5000000/1000000", "10000/10000000/2000000")]
    [InlineData("haiku_3_5", "1000/100000*/20000", "2000/200000*/40000", "4000/400000*/80000")]
    public void Have_the_published_figures(string group, string start, string build, string scale) =>
        Assert.Equal([start, build, scale], ((string[])["start", "build", "scale"]).Select(tier => Text(Tier(tier).Of(RateGroups.OfClass(group)!))));

    [Theory]
    [InlineData("start", 1_000, 200_000, 2_000)]
    [InlineData("build", 2_000, 300_000, 4_000)]
    [InlineData("scale", 4_000, 500_000, 8_000)]
    public void Have_the_published_figures_of_batches_and_counting(string name, long batchCalls, long queue, long counting)
    {
        var batch = Tier(name).Of(RateGroups.Batch);
        Assert.Equal(batchCalls, batch[LimiterType.RequestsPerMinute]);
        Assert.Equal(queue, batch[LimiterType.EnqueuedBatchRequests]);
        Assert.Equal(100_000, batch[LimiterType.RequestsPerBatch]);
        Assert.Equal(counting, Tier(name).Of(RateGroups.TokenCount)[LimiterType.RequestsPerMinute]);
        Assert.Equal(500, Tier(name).Of(RateGroups.Files)[LimiterType.RequestsPerMinute]);
    }

    [Fact]
    public void Tier_1_is_the_one_that_is_remembered() => Assert.Equal("50/30000/8000", Text(Tier("tier-1").Of(RateGroups.OfClass("sonnet_4")!)));

    [Fact]
    public void Are_dated_with_their_source_and_say_what_is_unverified()
    {
        Assert.Equal(Names, TierBook.Shipped.Select(tier => tier.Name));
        Assert.All(TierBook.Shipped, tier =>
        {
            Assert.Equal(new DateOnly(2026, 10, 8), tier.AsOf);
            Assert.Contains("unverified", tier.Source!, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Have_a_limit_of_requests_for_every_group() =>
        Assert.All(TierBook.Shipped, tier => Assert.All(RateGroups.All, group => Assert.NotNull(tier.Of(group)[LimiterType.RequestsPerMinute])));

    [Theory]
    [InlineData("claude-fable-5-2", "fable_5")]
    [InlineData("claude-fable-5", "fable_5")]
    [InlineData("claude-mythos-5-1", "mythos_5")]
    [InlineData("claude-opus-5-5", "opus_5_5")]
    [InlineData("claude-opus-5", "opus_5")]
    [InlineData("claude-opus-4-8", "opus_4")]
    [InlineData("claude-opus-4-5", "opus_4")]
    [InlineData("claude-opus-4-1-20250805", "opus_4")]
    [InlineData("claude-sonnet-5-5", "sonnet_5_5")]
    [InlineData("claude-sonnet-5", "sonnet_5")]
    [InlineData("claude-sonnet-4-5-20250929", "sonnet_4")]
    [InlineData("claude-haiku-5-5", "haiku_5_5")]
    [InlineData("claude-haiku-4-5", "haiku_4_5")]
    [InlineData("claude-3-5-haiku-latest", "haiku_3_5")]
    [InlineData("claude-3-7-sonnet-latest", "other_models")]
    [InlineData("claude-3-5-sonnet-20240620", "other_models")]
    public void A_model_is_in_its_pool(string name, string group)
    {
        Assert.True(PriceBook.BuiltIn.TryFind(name, out var model));
        Assert.Equal(group, RateGroups.OfModel(model).Class);
    }

    [Fact]
    public void Every_model_string_is_in_exactly_one_group()
    {
        var listed = RateGroups.All.SelectMany(group => RateGroups.ModelsOf(group, PriceBook.BuiltIn) ?? []).ToList();
        Assert.Equal(listed.Count, listed.Distinct().Count());
        Assert.Equal(PriceBook.BuiltIn.Models.Sum(model => 1 + model.Aliases.Length), listed.Count);
        Assert.All(RateGroups.All.Where(group => group.IsModelGroup), group => Assert.NotEmpty(RateGroups.ModelsOf(group, PriceBook.BuiltIn)!));
    }

    [Fact]
    public void Ids_of_groups_never_change() => Assert.Equal(
        """
        rlg_01ClaudeFable5x rlg_01ClaudeMythos5x rlg_01ClaudeOpus55 rlg_01ClaudeOpus5 rlg_01ClaudeOpus4x rlg_01ClaudeSonnet55 rlg_01ClaudeSonnet5 rlg_01ClaudeSonnet4x
        rlg_01ClaudeHaiku55 rlg_01ClaudeHaiku45 rlg_01ClaudeHaiku35 rlg_01OtherModels rlg_01MessageBatches rlg_01TokenCounting rlg_01Files rlg_01Skills
        """.ReplaceLineEndings(" "), string.Join(' ', RateGroups.All.Select(group => group.Id)));

    private static Tier Tier(string name) => TierBook.Shipped.Single(tier => tier.Name == name);

    /// <summary>A star where cache reads count.</summary>
    private static string Text(RateFigures figures) =>
        $"{figures[LimiterType.RequestsPerMinute]}/{figures[LimiterType.InputTokensPerMinuteCacheAware]?.ToString() ?? figures[LimiterType.InputTokensPerMinute] + "*"}/{figures[LimiterType.OutputTokensPerMinute]}";
}
