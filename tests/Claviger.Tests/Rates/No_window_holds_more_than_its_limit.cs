using Claviger.Core.Rates;
using Claviger.Core.Usage;
using Claviger.Gateway.Rates;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Rates;

/// <summary>Random arrivals: what starts in any 60 seconds is within the limit, and in any shorter time within burst and refill.</summary>
public sealed class No_window_holds_more_than_its_limit
{
    [Fact]
    public void Of_requests() => Gen.Select(Gen.Long[1, 5_000], Gen.Int[0, 2_000].Array[10, 600]).Sample((limit, pauses) =>
    {
        var clock = new FakeTimeProvider();
        var limiter = new RateLimiter(new RateOptions(), clock);
        var key = RatedKey.Of(key: RatedKey.Figures((LimiterType.RequestsPerMinute, limit)));
        var starts = new List<(TimeSpan At, long Units)>();
        var begin = clock.GetTimestamp();
        foreach (var pause in pauses)
        {
            clock.Advance(TimeSpan.FromMilliseconds(pause / 10));
            for (var i = 0; i <= pause % 7; i++)
                if (limiter.TryAdmit(key, RatedKey.Group.Index, 0, clock.GetTimestamp(), out var ticket, out var wait, out _))
                {
                    starts.Add((clock.GetElapsedTime(begin) + wait, 1));
                    ticket.Settle(default, clock.GetTimestamp());
                }
        }

        CheckWindows(starts, limit, largest: 1);
    }, iter: 300);

    [Fact]
    public void Of_tokens_with_the_debt_of_one_large_request() => Gen.Select(Gen.Long[1_000, 100_000], Gen.Select(Gen.Int[0, 500], Gen.Long[1, 20_000]).Array[10, 400]).Sample((limit, asks) =>
    {
        var clock = new FakeTimeProvider();
        var limiter = new RateLimiter(new RateOptions(), clock);
        var key = RatedKey.Of(workspace: RatedKey.Figures((LimiterType.InputTokensPerMinuteCacheAware, limit)));
        var starts = new List<(TimeSpan At, long Units)>();
        var begin = clock.GetTimestamp();
        foreach (var (pause, tokens) in asks)
        {
            clock.Advance(TimeSpan.FromMilliseconds(pause));
            if (!limiter.TryAdmit(key, RatedKey.Group.Index, tokens, clock.GetTimestamp(), out var ticket, out var wait, out _)) continue;
            starts.Add((clock.GetElapsedTime(begin) + wait, tokens));
            ticket.Settle(new TokenUsage { InputTokens = tokens }, clock.GetTimestamp());
        }

        CheckWindows(starts, limit, largest: asks.Max(ask => ask.Item2));
    }, iter: 300);

    private static void CheckWindows(List<(TimeSpan At, long Units)> starts, long limit, long largest)
    {
        var ordered = starts.OrderBy(start => start.At).ToList();
        var rate = new BucketRate(limit);
        foreach (var length in (TimeSpan[])[TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)])
        {
            // Waits are rounded up to milliseconds, so a window may seem shorter by one.
            var inside = (Int128)rate.PerMinute * (length.Ticks + TimeSpan.TicksPerMillisecond) / TimeSpan.TicksPerMinute + 1;
            var most = rate.Burst + (long)inside + Math.Max(0, largest - rate.Burst);
            if (length == TimeSpan.FromMinutes(1) && largest == 1) most = limit;
            var first = 0;
            long sum = 0;
            foreach (var (at, units) in ordered)
            {
                sum += units;
                while (ordered[first].At <= at - length) sum -= ordered[first++].Units;
                Assert.InRange(sum, 0, most);
            }
        }
    }
}
