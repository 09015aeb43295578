using Claviger.Core.Policy;
using Claviger.Core.Rates;
using Claviger.Core.Usage;
using Claviger.Gateway.Rates;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Rates;

public sealed class Buckets_conserve_what_they_hold
{
    private const int Group = 0;

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Threads_that_take_at_once_never_take_more_than_there_is() => Gen.Long[100, 20_000].Sample(limit =>
    {
        var limiter = new RateLimiter(new RateOptions { ShortWait = TimeSpan.Zero }, _clock);
        GovernedKey[] keys = [.. Enumerable.Range(1, 4).Select(number => RatedKey.Of(organization: RatedKey.Figures((LimiterType.RequestsPerMinute, limit)), number: number))];
        var admitted = 0;
        Parallel.For(0, 2_000, i =>
        {
            if (!limiter.TryAdmit(keys[i % 4], Group, 0, _clock.GetTimestamp(), out var ticket, out _, out _)) return;
            Interlocked.Increment(ref admitted);
            ticket.Settle(default, _clock.GetTimestamp());
        });
        return admitted == Math.Min(2_000, new BucketRate(limit).Burst);
    }, iter: 200);

    [Fact]
    public void What_is_cancelled_by_many_threads_was_never_taken()
    {
        var limiter = new RateLimiter(new RateOptions { ExpectOutput = false }, _clock);
        var key = RatedKey.Of(
            key: RatedKey.Figures((LimiterType.RequestsPerMinute, 6_000), (LimiterType.OutputTokensPerMinute, 100_000)),
            workspace: RatedKey.Figures((LimiterType.InputTokensPerMinuteCacheAware, 500_000), (LimiterType.InputTokensPerMinute, 600_000)),
            organization: RatedKey.Figures((LimiterType.RequestsPerMinute, 9_000), (LimiterType.Concurrency, 1_000)));
        Parallel.For(0, 20_000, i =>
        {
            if (limiter.TryAdmit(key, Group, 1 + i % 977, _clock.GetTimestamp(), out var ticket, out _, out _)) ticket.Cancel(_clock.GetTimestamp());
        });

        // As from idle: exactly a full bucket can go at once.
        for (var i = 0; i < 60; i++)
        {
            Assert.True(limiter.TryAdmit(key, Group, 0, _clock.GetTimestamp(), out _, out var wait, out _));
            Assert.Equal(TimeSpan.Zero, wait);
        }

        Assert.True(limiter.TryAdmit(key, Group, 0, _clock.GetTimestamp(), out _, out var next, out _));
        Assert.NotEqual(TimeSpan.Zero, next);
    }

    [Fact]
    public void A_refusal_by_a_wide_limit_leaves_the_narrow_ones_as_they_were()
    {
        var limiter = new RateLimiter(new RateOptions(), _clock);
        var narrow = RatedKey.Figures((LimiterType.RequestsPerMinute, 100));
        var wide = RatedKey.Figures((LimiterType.InputTokensPerMinuteCacheAware, 1_000));
        Assert.True(limiter.TryAdmit(RatedKey.Of(workspace: wide, number: 2), Group, 1_000, _clock.GetTimestamp(), out _, out _, out _));

        var key = RatedKey.Of(key: narrow, workspace: wide);
        for (var i = 0; i < 50; i++)
        {
            Assert.False(limiter.TryAdmit(key, Group, 10, _clock.GetTimestamp(), out _, out _, out var refusal));
            Assert.Equal(RateLevel.Workspace, refusal.Level);
        }

        Assert.True(limiter.TryAdmit(RatedKey.Of(key: narrow, workspaceNumber: 2), Group, 10, _clock.GetTimestamp(), out _, out var wait, out _));
        Assert.Equal(TimeSpan.Zero, wait);
    }

    /// <summary>Both looked and found room, and another one was faster at the wide limit: the narrow ones were taken from by then.</summary>
    [Theory]
    [InlineData(RateLevel.Workspace)]
    [InlineData(RateLevel.Organization)]
    public void Who_loses_a_race_for_a_wide_limit_leaves_no_trace_in_the_narrow_ones(RateLevel wide)
    {
        const long Now = 1_000_000_000;
        var pools = new EnteredPools();
        for (var level = RateLevel.ApiKey; level <= RateLevel.Organization; level++)
            pools[level] = new RatePool(RatedKey.Figures((LimiterType.RequestsPerMinute, 60), (LimiterType.InputTokensPerMinuteCacheAware, 60_000), (LimiterType.OutputTokensPerMinute, 9_000)), version: 1);
        var demand = new RateDemand(Input: 500, Output: 90);
        Assert.Equal(Now, pools.StartsAt(demand, Now, out _, out _));
        Assert.True(pools[wide]!.TryTake(demand, Now, Now, out _, out _, out _));
        var taken = new Taken[3];

        Assert.False(pools.TryTake(demand, Now, latest: Now, taken, out var start, out var blocker, out var limiter));

        Assert.Equal((wide, LimiterType.RequestsPerMinute), (blocker, limiter));
        Assert.True(start > Now);
        for (var level = RateLevel.ApiKey; level < wide; level++)
            foreach (var type in (LimiterType[])[LimiterType.RequestsPerMinute, LimiterType.InputTokensPerMinuteCacheAware, LimiterType.OutputTokensPerMinute])
            {
                Assert.Equal(Now, pools[level]!.FullAt(type));
                Assert.Equal(0, pools[level]!.Used(type, Now));
            }
    }

    [Fact]
    public void Those_who_wait_go_in_the_order_they_came_each_at_its_time()
    {
        var limiter = new RateLimiter(new RateOptions(), _clock);
        var key = RatedKey.Of(key: RatedKey.Figures((LimiterType.RequestsPerMinute, 100))); // one each 600 ms
        var waits = new List<double>();
        while (limiter.TryAdmit(key, Group, 0, _clock.GetTimestamp(), out _, out var wait, out _)) waits.Add(wait.TotalMilliseconds);

        Assert.Equal([0, 600, 1_200, 1_800], waits);
    }

    [Fact]
    public void A_cancelled_wait_gives_its_place_to_the_next()
    {
        var limiter = new RateLimiter(new RateOptions(), _clock);
        var key = RatedKey.Of(key: RatedKey.Figures((LimiterType.RequestsPerMinute, 100)), organization: RatedKey.Figures((LimiterType.Concurrency, 10)));
        RateTicket last = default;
        for (var i = 0; i < 4; i++) Assert.True(limiter.TryAdmit(key, Group, 0, _clock.GetTimestamp(), out last, out _, out _));
        Assert.False(limiter.TryAdmit(key, Group, 0, _clock.GetTimestamp(), out _, out _, out _));

        last.Cancel(_clock.GetTimestamp());

        Assert.True(limiter.TryAdmit(key, Group, 0, _clock.GetTimestamp(), out _, out var wait, out _));
        Assert.Equal(1_800, wait.TotalMilliseconds);
    }

    [Fact]
    public void A_narrow_queue_does_not_hold_up_a_wide_limit()
    {
        var limiter = new RateLimiter(new RateOptions(), _clock);
        var wide = RatedKey.Figures((LimiterType.RequestsPerMinute, 60_000));
        var slow = RatedKey.Of(key: RatedKey.Figures((LimiterType.RequestsPerMinute, 60)), organization: wide);
        for (var i = 0; i < 3; i++) Assert.True(limiter.TryAdmit(slow, Group, 0, _clock.GetTimestamp(), out _, out _, out _));

        Assert.True(limiter.TryAdmit(RatedKey.Of(organization: wide, number: 2), Group, 0, _clock.GetTimestamp(), out _, out var wait, out _));
        Assert.Equal(TimeSpan.Zero, wait);
    }
}
