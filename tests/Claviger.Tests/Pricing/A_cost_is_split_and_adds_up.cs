using Claviger.Core;
using Claviger.Core.Pricing;
using Claviger.Core.Usage;
using CsCheck;
using Xunit;

namespace Claviger.Tests.Pricing;

/// <summary>R3: parts of a cost are never more than the cost, and all of it where the prices explain it.</summary>
public sealed class A_cost_is_split_and_adds_up
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, int> Numbers = PriceBook.BuiltIn.Models.ToDictionary(model => model.Id, model => model.Index + 1);
    private static readonly CostSplitter Splitter = new(PriceBook.BuiltIn, Numbers);

    [Fact]
    public void Exactly_whatever_model_tokens_tier_geography_and_speed()
    {
        var tokens =
            from counts in Gen.Long[0, 400_000].Array[6]
            from tier in OneOf(ServiceTier.Standard, ServiceTier.Batch, ServiceTier.Priority)
            from geo in OneOf(InferenceGeo.NotAvailable, InferenceGeo.Global, InferenceGeo.Us)
            from speed in OneOf(Speed.Standard, Speed.Fast)
            select new TokenUsage
            {
                InputTokens = counts[0], CacheWrite5mTokens = counts[1], CacheWrite1hTokens = counts[2], CacheReadTokens = counts[3], OutputTokens = counts[4],
                WebSearchRequests = counts[5] % 5, Tier = tier, Geo = geo, Speed = speed,
            };
        var split = 0;
        Gen.Select(OneOf([.. PriceBook.BuiltIn.Models]), tokens).Sample((model, usage) =>
        {
            if (!Pricer.Price(PriceBook.BuiltIn, model, usage, At).TryGetCost(out var cost)) return;
            var parts = Splitter.Split(Record(model, usage, cost));
            Assert.Equal(cost.Nanos, parts.Sum);
            Assert.True(usage.OutputTokens > 0 || parts.Output == 0);
            Interlocked.Increment(ref split);
        }, iter: 5_000);
        Assert.True(split > 1_000, $"only {split} had a price");
    }

    [Fact]
    public void By_the_prices_that_hold_for_the_prompts_size()
    {
        // claude-haiku-5-5 (pricing page, 2026-10-08): five times the price for prompts above 100,000 tokens.
        var (small, large) = (Split("claude-haiku-5-5", new() { InputTokens = 100_000, OutputTokens = 1 }), Split("claude-haiku-5-5", new() { InputTokens = 100_001, OutputTokens = 1 }));

        Assert.True(large.Input > 4 * small.Input, $"{small} {large}");
    }

    [Fact]
    public void Each_class_rounds_down_and_the_rest_is_the_dearest_ones()
    {
        // claude-haiku-4-5: $1 and $5 a million are 1,000 and 5,000 nano-dollars a token; $0.10 for cache reads; all halved in a batch.
        Assert.Equal(new CostParts(500, 0, 0, 50, 2_500, 0), Split("claude-haiku-4-5", new() { InputTokens = 1, CacheReadTokens = 1, OutputTokens = 1, Tier = ServiceTier.Batch }));
        // 33 nano-dollars of what an iteration rounded up go to the output, the dearest.
        var usage = new TokenUsage { InputTokens = 1, OutputTokens = 1 };
        Assert.Equal(new CostParts(1_000, 0, 0, 0, 5_033, 0), Splitter.Split(Record(Model("claude-haiku-4-5"), usage, new Money(6_033))));
    }

    [Fact]
    public void What_prices_dont_explain_is_left_out()
    {
        var usage = new TokenUsage { InputTokens = 1, OutputTokens = 1 };
        var record = Record(Model("claude-haiku-4-5"), usage, new Money(6_000));

        Assert.Equal(6_000, Splitter.Split(record).Sum);
        Assert.Equal(6_000, Splitter.Split(record with { Cost = new Money(9_000) }).Sum); // another model's work
        Assert.Equal(0, Splitter.Split(record with { Cost = new Money(5_999) }).Sum);
        Assert.Equal(0, Splitter.Split(record with { Model = 0 }).Sum);
        Assert.Equal(0, Splitter.Split(record with { Model = 999 }).Sum);
        foreach (var outcome in Enum.GetValues<UsageOutcome>().Except([UsageOutcome.Completed, UsageOutcome.BatchLine]))
            Assert.Equal(0, Splitter.Split(record with { Outcome = outcome }).Sum);
        var most = new TokenUsage { InputTokens = TokenUsage.LargestCount, OutputTokens = TokenUsage.LargestCount };
        Assert.Equal(0, Splitter.Split(record with { Tokens = most, Cost = new Money(long.MaxValue) }).Sum);
    }

    private static Gen<T> OneOf<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static CostParts Split(string name, TokenUsage usage)
    {
        Assert.True(Pricer.Price(PriceBook.BuiltIn, Model(name), usage, At).TryGetCost(out var cost));
        return Splitter.Split(Record(Model(name), usage, cost));
    }

    private static ModelEntry Model(string name)
    {
        Assert.True(PriceBook.BuiltIn.TryFind(name, out var model));
        return model;
    }

    private static UsageRecord Record(ModelEntry model, TokenUsage usage, Money cost) => new()
    {
        RequestId = 1,
        AtMs = At.ToUnixTimeMilliseconds(),
        Organization = 1,
        Workspace = 1,
        Key = 1,
        Model = Numbers[model.Id],
        Outcome = UsageOutcome.Completed,
        Status = 200,
        Tokens = usage,
        Cost = cost,
    };
}
