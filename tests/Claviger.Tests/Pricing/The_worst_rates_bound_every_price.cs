using Claviger.Core.Pricing;
using Claviger.Core.Usage;
using CsCheck;
using Xunit;

namespace Claviger.Tests.Pricing;

public sealed class The_worst_rates_bound_every_price
{
    private static readonly PriceBook Book = PriceBook.BuiltIn;
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<TokenUsage> AnyUsage =
        Gen.Select(Gen.Long[0, 300_000], Gen.Long[0, 300_000], Gen.Long[0, 300_000], Gen.Long[0, 300_000], Gen.Long[0, 128_000], Gen.Int[0, 2 * 3 * 2 * 3 - 1])
            .Select((input, write5m, write1h, read, output, mode) => new TokenUsage
            {
                InputTokens = input,
                CacheWrite5mTokens = write5m,
                CacheWrite1hTokens = write1h,
                CacheReadTokens = read,
                OutputTokens = output,
                Speed = (Speed)(mode % 2),
                Geo = (InferenceGeo)(mode / 2 % 3),
                Tier = mode / 6 % 2 == 0 ? ServiceTier.Standard : ServiceTier.Batch,
                WebSearchRequests = mode / 12,
            });

    [Fact]
    public void Whatever_the_answer_says() =>
        Gen.Select(AnyUsage, Gen.Int[0, PriceBook.BuiltIn.Models.Length - 1]).Sample((usage, index) =>
        {
            var model = Book.Models[index];
            if (!Pricer.Price(Book, model, usage, Now).TryGetCost(out var cost)) return;
            var may = new WorstCase
            {
                Fast = usage.Speed == Speed.Fast,
                Us = usage.Geo == InferenceGeo.Us,
                Batch = usage.Tier == ServiceTier.Batch,
                MaxPromptTokens = usage.PromptTokens,
                Writes = usage.CacheWrite1hTokens > 0 ? CacheWrites.OneHour : usage.CacheWrite5mTokens > 0 ? CacheWrites.FiveMinutes : CacheWrites.None,
            };
            if (model.FastRunsAsStandard && may.Batch) may = may with { Fast = false };
            Assert.Equal(PricingGap.None, WorstRates.Of(Book, model, Now, may, out var worst));
            Assert.True(cost <= worst.Cost(usage.PromptTokens, usage.OutputTokens, usage.WebSearchRequests));
        }, iter: 100_000);

    [Theory]
    [InlineData("claude-opus-5-5", false, false, CacheWrites.None, 4_000, 20_000)]
    [InlineData("claude-opus-5-5", false, false, CacheWrites.FiveMinutes, 5_000, 20_000)]
    [InlineData("claude-opus-5-5", false, false, CacheWrites.OneHour, 8_000, 20_000)]
    [InlineData("claude-opus-5-5", true, true, CacheWrites.OneHour, 17_600, 44_000)]
    [InlineData("claude-haiku-5-5", false, false, CacheWrites.OneHour, 1_000, 2_500)]
    [InlineData("claude-opus-4-6", true, false, CacheWrites.None, 5_000, 25_000)]
    public void By_hand(string id, bool fast, bool us, CacheWrites writes, long inputNanos, long outputNanos)
    {
        Assert.True(Book.TryFind(id, out var model));
        Assert.Equal(PricingGap.None, WorstRates.Of(Book, model, Now, new WorstCase { Fast = fast, Us = us, Writes = writes }, out var worst));
        Assert.Equal((inputNanos * 1_000_000, outputNanos * 1_000_000), (worst.InputNanosPerMillion, worst.OutputNanosPerMillion));
        Assert.Equal(10_000_000, worst.NanosPerSearch);
    }

    [Fact]
    public void A_short_prompt_rules_the_long_prompt_price_out()
    {
        Assert.True(Book.TryFind("claude-haiku-5-5", out var model));
        WorstRates.Of(Book, model, Now, new WorstCase { MaxPromptTokens = 100_000 }, out var low);
        WorstRates.Of(Book, model, Now, new WorstCase { MaxPromptTokens = 100_001 }, out var high);
        Assert.Equal(100_000_000, low.InputNanosPerMillion);
        Assert.Equal(500_000_000, high.InputNanosPerMillion);
    }

    [Theory]
    [InlineData("claude-sonnet-5", true, false, PricingGap.NoFastPrice)]
    [InlineData("claude-opus-5-5", true, true, PricingGap.NoBatchPrice)]
    [InlineData("claude-3-7-sonnet-20250219", false, true, PricingGap.NoBatchPrice)]
    public void What_has_no_price_is_refused_before_upstream(string id, bool fast, bool batch, PricingGap gap)
    {
        Assert.True(Book.TryFind(id, out var model));
        Assert.Equal(gap, WorstRates.Of(Book, model, Now, new WorstCase { Fast = fast, Batch = batch }, out var rates));
        Assert.Equal(default, rates);
    }

    [Fact]
    public void A_cost_beyond_money_saturates_and_fits_no_cap()
    {
        var rates = new WorstRates(80_000_000_000, 80_000_000_000, null);
        Assert.Equal(long.MaxValue, rates.Cost(long.MaxValue, long.MaxValue).Nanos);
        Assert.Equal(long.MaxValue, rates.Cost(0, 0, 1).Nanos);
        Assert.Equal(new WorstRates(80_000_000_000, 80_000_000_000, null), WorstRates.Max(rates, new WorstRates(1, 1, 1)));
    }

    [Fact]
    public void Implausible_counts_are_a_gap_and_never_an_exception()
    {
        var model = Book.Models[0];
        foreach (var count in new[] { -1L, long.MinValue, long.MaxValue, TokenUsage.LargestCount + 1 })
        {
            Assert.Equal(PricingGap.OutOfRange, Pricer.Price(Book, model, new TokenUsage { InputTokens = count }, Now).Gap);
            Assert.Equal(PricingGap.OutOfRange, Pricer.Price(Book, model, new TokenUsage { OutputTokens = count, InputTokens = count }, Now).Gap);
        }

        Assert.Equal(PricingGap.NotPriced, default(PricedUsage).Gap);
        Assert.False(default(PricedUsage).TryGetCost(out _));
    }
}
