using Claviger.Core.Policy;
using Claviger.Core.Rates;
using Claviger.Core.Usage;
using Claviger.Gateway.Rates;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Rates;

public sealed class Admission_by_rate_allocates_nothing
{
    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData(1_000_000_000, true)]
    [InlineData(10, false)]
    public void When_it_admits_and_when_it_refuses(long limit, bool admits)
    {
        var limiter = new RateLimiter(new RateOptions(), _clock);
        var figures = RatedKey.Figures(
            (LimiterType.RequestsPerMinute, limit), (LimiterType.InputTokensPerMinuteCacheAware, limit), (LimiterType.OutputTokensPerMinute, limit), (LimiterType.Concurrency, 1_000_000));
        var key = RatedKey.Of(figures, figures, figures);
        Ask(limiter, key, 100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var admitted = Ask(limiter, key, 1_000);
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(0, after - before);
        Assert.Equal(admits ? 1_000 : 0, admitted);
    }

    private int Ask(RateLimiter limiter, GovernedKey key, int times)
    {
        var admitted = 0;
        for (var i = 0; i < times; i++)
        {
            var now = _clock.GetTimestamp();
            if (!limiter.TryAdmit(key, 2, 500, now, out var ticket, out _, out _)) continue;
            ticket.Produced(10, now);
            ticket.Settle(new TokenUsage { InputTokens = 400, OutputTokens = 20 }, now);
            admitted++;
        }

        return admitted;
    }
}
