using Claviger.Core.Rates;
using Claviger.Core.Usage;
using Claviger.Gateway.Rates;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Rates;

public sealed class A_retry_after_retry_after_succeeds
{
    [Fact]
    public void Whatever_was_used_before() =>
        Gen.Select(Gen.Long[1, 20_000], Gen.Long[1, 3_000_000], Gen.Long[1, 500_000], Gen.Select(Gen.Long[0, 200_000], Gen.Long[0, 50_000], Gen.Int[0, 3_000]).Array[1, 40])
            .Sample((requests, input, output, asks) =>
            {
                var clock = new FakeTimeProvider();
                var limiter = new RateLimiter(new RateOptions(), clock);
                var key = RatedKey.Of(
                    key: RatedKey.Figures((LimiterType.RequestsPerMinute, requests), (LimiterType.OutputTokensPerMinute, output)),
                    organization: RatedKey.Figures((LimiterType.InputTokensPerMinuteCacheAware, input)));
                foreach (var (asked, produced, pause) in asks)
                {
                    clock.Advance(TimeSpan.FromMilliseconds(pause));
                    if (!limiter.TryAdmit(key, RatedKey.Group.Index, asked, clock.GetTimestamp(), out var ticket, out _, out var refusal))
                    {
                        Assert.InRange(refusal.RetryAfterMs!.Value, 2_001, long.MaxValue); // less would have waited
                        Assert.Equal((refusal.RetryAfterMs.Value + 999) / 1_000, refusal.RetryAfterSeconds);
                        clock.Advance(TimeSpan.FromMilliseconds(refusal.RetryAfterMs.Value));
                        Assert.True(limiter.TryAdmit(key, RatedKey.Group.Index, asked, clock.GetTimestamp(), out ticket, out var wait, out _));
                        Assert.Equal(TimeSpan.Zero, wait);
                    }

                    ticket.Settle(new TokenUsage { InputTokens = asked, OutputTokens = produced }, clock.GetTimestamp());
                }
            }, iter: 2_000);

    [Fact]
    public void A_concurrency_refusal_says_one_second_and_goes_once_a_place_is_free()
    {
        var clock = new FakeTimeProvider();
        var limiter = new RateLimiter(new RateOptions(), clock);
        var key = RatedKey.Of(key: RatedKey.Figures((LimiterType.Concurrency, 2)));
        Assert.True(Admit(out var first));
        Assert.True(Admit(out var second));

        Assert.False(limiter.TryAdmit(key, RatedKey.Group.Index, 0, clock.GetTimestamp(), out _, out _, out var refusal));
        Assert.Equal((LimiterType.Concurrency, 2L, 2L, 1L), (refusal.Limiter, refusal.Limit, refusal.Used, refusal.RetryAfterSeconds));
        first.Settle(default, clock.GetTimestamp());
        first.Settle(default, clock.GetTimestamp()); // once only
        Assert.True(Admit(out _));
        Assert.False(Admit(out _));
        second.Cancel(clock.GetTimestamp());
        Assert.True(Admit(out _));

        bool Admit(out RateTicket ticket) => limiter.TryAdmit(key, RatedKey.Group.Index, 0, clock.GetTimestamp(), out ticket, out _, out _);
    }
}
