using Claviger.Core.Policy;
using Claviger.Core.Rates;
using Claviger.Core.Usage;
using Claviger.Gateway.Rates;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Rates;

/// <summary>Ten minutes from idle, the first included: 98 to 100 % of the limit in each, never more.</summary>
public sealed class Every_saturated_minute_admits_its_limit
{
    public static TheoryData<RateLevel, LimiterType, long, int> Limits()
    {
        var data = new TheoryData<RateLevel, LimiterType, long, int>();
        foreach (var level in Enum.GetValues<RateLevel>())
        {
            foreach (var limit in (long[])[1, 7, 50, 199, 200, 1_000, 9_999]) data.Add(level, LimiterType.RequestsPerMinute, limit, 1);
            data.Add(level, LimiterType.InputTokensPerMinuteCacheAware, 30_000, 300);
            data.Add(level, LimiterType.InputTokensPerMinuteCacheAware, 2_000_000, 1_000);
            data.Add(level, LimiterType.InputTokensPerMinute, 100_000, 500);
            data.Add(level, LimiterType.OutputTokensPerMinute, 8_000, 40);
            data.Add(level, LimiterType.OutputTokensPerMinute, 400_000, 300);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void At_every_level(RateLevel level, LimiterType limiter, long limit, int perRequest)
    {
        var figures = RatedKey.Figures((limiter, limit));
        // Two callers under each limit that they share.
        GovernedKey[] keys = level switch
        {
            RateLevel.ApiKey => [RatedKey.Of(key: figures)],
            RateLevel.Workspace => [RatedKey.Of(workspace: figures, number: 1), RatedKey.Of(workspace: figures, number: 2)],
            _ => [RatedKey.Of(organization: figures, number: 1, workspaceNumber: 1), RatedKey.Of(organization: figures, number: 2, workspaceNumber: 2)],
        };
        var turn = 0;
        var clock = new FakeTimeProvider();
        var usage = limiter == LimiterType.OutputTokensPerMinute ? new TokenUsage { OutputTokens = perRequest } : new TokenUsage { InputTokens = perRequest };

        var minutes = new Saturation(clock, new RateLimiter(new RateOptions(), clock))
            .Run(() => keys[turn++ % keys.Length], 10, limiter == LimiterType.OutputTokensPerMinute ? 0 : perRequest, usage, perRequest);

        Assert.All(minutes, admitted => Assert.InRange(admitted, (limit * 98 + 99) / 100, limit));
    }

    [Fact]
    public void All_three_levels_at_once_the_tightest_wins()
    {
        var key = RatedKey.Of(
            key: RatedKey.Figures((LimiterType.RequestsPerMinute, 1_000)),
            workspace: RatedKey.Figures((LimiterType.InputTokensPerMinuteCacheAware, 60_000)), // 600 requests
            organization: RatedKey.Figures((LimiterType.RequestsPerMinute, 700)));
        var clock = new FakeTimeProvider();

        var minutes = new Saturation(clock, new RateLimiter(new RateOptions(), clock)).Run(() => key, 10, 100, new TokenUsage { InputTokens = 100 }, 1);

        Assert.All(minutes, admitted => Assert.InRange(admitted, 588, 600));
    }

    [Fact]
    public void Without_short_waits_too()
    {
        var key = RatedKey.Of(key: RatedKey.Figures((LimiterType.RequestsPerMinute, 6_000)));
        var clock = new FakeTimeProvider();

        var minutes = new Saturation(clock, new RateLimiter(new RateOptions { ShortWait = TimeSpan.Zero }, clock)).Run(() => key, 10, 0, default, 1);

        Assert.All(minutes, admitted => Assert.InRange(admitted, 5_880, 6_000));
    }
}
