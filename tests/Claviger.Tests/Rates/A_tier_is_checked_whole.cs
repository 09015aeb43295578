using System.Text.Json;
using Claviger.Core.Rates;
using Xunit;

namespace Claviger.Tests.Rates;

public sealed class A_tier_is_checked_whole
{
    private const string Whole = "\"requests_per_minute\":5,\"input_tokens_per_minute_cache_aware\":6,\"output_tokens_per_minute\":7";

    [Theory]
    [InlineData("[]", "classes: must be an object")]
    [InlineData("{\"default\":5}", "classes.default: must be an object")]
    [InlineData("{\"default\":{" + Whole + "},\"gpt\":{}}", "classes.gpt: unknown class; known are fable_5, ")]
    [InlineData("{\"default\":{" + Whole + "},\"opus_5\":{" + Whole + ",\"tokens_per_day\":5}}", "classes.opus_5.tokens_per_day: unknown limiter; this class takes requests_per_minute, ")]
    [InlineData("{\"default\":{" + Whole + "},\"files\":{\"requests_per_minute\":5,\"output_tokens_per_minute\":5}}", "classes.files.output_tokens_per_minute: unknown limiter; this class takes requests_per_minute")]
    [InlineData("{\"default\":{" + Whole + ",\"concurrency\":-1}}", "classes.default.concurrency: negative; write a whole number from 1 to 1,000,000,000")]
    [InlineData("{\"default\":{" + Whole + ",\"concurrency\":1.5}}", "classes.default.concurrency: not a whole number in this range; ")]
    [InlineData("{\"default\":{" + Whole + ",\"concurrency\":9223372036854775808}}", "classes.default.concurrency: not a whole number in this range; ")]
    [InlineData("{\"default\":{" + Whole + ",\"concurrency\":1e3}}", "classes.default.concurrency: not a whole number in this range; ")]
    [InlineData("{\"default\":{" + Whole + ",\"concurrency\":1000000001}}", "classes.default.concurrency: too large; ")]
    [InlineData("{\"default\":{" + Whole + ",\"concurrency\":0}}", "classes.default.concurrency: 0 would refuse everything; ")]
    [InlineData("{\"default\":{" + Whole + ",\"concurrency\":\"5\"}}", "classes.default.concurrency: not a number; ")]
    [InlineData("{\"default\":{" + Whole + ",\"requests_per_minute\":5}}", "classes.default.requests_per_minute: given twice; ")]
    [InlineData("{\"default\":{" + Whole + "},\"default\":{" + Whole + "}}", "classes.default: given twice; ")]
    [InlineData("{\"default\":{\"requests_per_minute\":5,\"output_tokens_per_minute\":7}}", "classes.default.input_tokens_per_minute_cache_aware: missing; ")]
    [InlineData("{\"default\":{" + Whole + "},\"haiku_3_5\":{\"requests_per_minute\":5,\"output_tokens_per_minute\":7}}", "classes.haiku_3_5.input_tokens_per_minute: missing; ")]
    [InlineData("{\"default\":{" + Whole + "},\"batch\":{\"requests_per_minute\":5}}", "classes.batch.enqueued_batch_requests: missing; ")]
    [InlineData("{}", "classes.fable_5: missing, and there is no default class; ")]
    public void Each_fault_is_named_with_its_remedy(string json, string fault)
    {
        var faults = Faults(json);
        Assert.StartsWith(fault, faults[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_default_every_class_that_is_missing_is_named()
    {
        var faults = Faults("{\"opus_5\":{" + Whole + "}}");
        Assert.Equal(RateGroups.Count - 1, faults.Count);
        Assert.DoesNotContain(faults, fault => fault.Path == "classes.opus_5");
    }

    [Fact]
    public void The_default_stands_for_what_is_not_listed_as_far_as_a_group_knows_it()
    {
        var tier = TierBook.Own("mine", "Mine", Read("{\"default\":{" + Whole + ",\"concurrency\":null},\"opus_5\":{\"requests_per_minute\":null,\"input_tokens_per_minute\":null,\"output_tokens_per_minute\":null}}"));

        var sonnet = tier.Of(RateGroups.OfClass("sonnet_5")!);
        Assert.Equal((5L, 6L, 7L), (sonnet[LimiterType.RequestsPerMinute], sonnet[LimiterType.InputTokensPerMinuteCacheAware], sonnet[LimiterType.OutputTokensPerMinute]));
        Assert.Null(sonnet[LimiterType.Concurrency]);
        Assert.True(tier.Of(RateGroups.OfClass("opus_5")!).IsNone);
        Assert.Equal(5, tier.Of(RateGroups.Files)[LimiterType.RequestsPerMinute]);
        Assert.Null(tier.Of(RateGroups.Files)[LimiterType.OutputTokensPerMinute]);
        var haiku = tier.Of(RateGroups.OfClass("haiku_3_5")!);
        Assert.Equal(6, haiku[LimiterType.InputTokensPerMinute]); // its cache reads count
        Assert.Null(haiku[LimiterType.InputTokensPerMinuteCacheAware]);
    }

    [Fact]
    public void What_is_stored_reads_back_the_same()
    {
        foreach (var tier in TierBook.Shipped.Append(TierBook.Own("none", "None", Read("{\"default\":{\"requests_per_minute\":null,\"input_tokens_per_minute\":null,\"output_tokens_per_minute\":null,\"concurrency\":3}}"))))
        {
            var read = TierJson.Read(TierJson.Write(tier.Classes));
            Assert.Equal(tier.Classes.Keys.Order(), read.Keys.Order());
            Assert.All(read, entry => Assert.True(entry.Value.SameAs(tier.Classes[entry.Key])));
        }
    }

    [Fact]
    public void A_plan_with_a_tier_that_is_not_there_is_not_built()
    {
        var tiers = new TierBook([]);
        var organization = new Claviger.Core.Organizations.Organization(new Claviger.Core.OrganizationId("org"), 1, "Example", default);
        Assert.Throws<FormatException>(() => new RatePlanner(tiers, organization with { Tier = "gone" }, [], 1));
        var key = RatedKey.Of();
        Assert.Throws<FormatException>(() => new RatePlanner(tiers, organization, [], 1).Of(key.Key with { Tier = "gone" }, key.Workspace));
        Assert.Throws<FormatException>(() => new RatePlanner(tiers, organization, [], 1).Of(key.Key, key.Workspace with { Tier = "gone" }));
    }

    [Fact]
    public void Keys_of_one_workspace_and_tier_share_one_plan()
    {
        var key = RatedKey.Of();
        var planner = new RatePlanner(new TierBook([]), new Claviger.Core.Organizations.Organization(new Claviger.Core.OrganizationId("org"), 1, "Example", default), [], 1);
        Assert.Same(planner.Of(key.Key with { Tier = "tier-1", Number = 1 }, key.Workspace), planner.Of(key.Key with { Tier = "tier-1", Number = 2 }, key.Workspace));
    }

    [Fact]
    public void A_workspaces_own_limits_and_its_tier_apply_at_once()
    {
        var key = RatedKey.Of();
        var group = RateGroups.OfClass("opus_5")!;
        WorkspaceRateLimit[] own =
        [
            new(key.Workspace.Id.Value, group.Id, LimiterType.RequestsPerMinute, 10),
            new(key.Workspace.Id.Value, group.Id, LimiterType.OutputTokensPerMinute, 1_000_000),
        ];
        var plan = new RatePlanner(new TierBook([]), new Claviger.Core.Organizations.Organization(new Claviger.Core.OrganizationId("org"), 1, "Example", default), own, 1)
            .Of(key.Key, key.Workspace with { Tier = "tier-1" });

        var figures = plan.Of(RateLevel.Workspace, group.Index)!;
        Assert.Equal((10L, 30_000L, 8_000L), (figures[LimiterType.RequestsPerMinute], figures[LimiterType.InputTokensPerMinuteCacheAware], figures[LimiterType.OutputTokensPerMinute]));
        Assert.Equal(50, plan.Of(RateLevel.Workspace, RateGroups.OfClass("opus_5_5")!.Index)![LimiterType.RequestsPerMinute]);
        Assert.Null(plan.Of(RateLevel.ApiKey, group.Index));
    }

    private static IReadOnlyDictionary<string, RateFigures> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return TierReader.Classes(document.RootElement, "classes", [])!;
    }

    private static List<TierFault> Faults(string json)
    {
        using var document = JsonDocument.Parse(json);
        var faults = new List<TierFault>();
        Assert.Null(TierReader.Classes(document.RootElement, "classes", faults));
        return faults;
    }
}
