using Claviger.Core.Rates;
using Claviger.Core.Usage;
using Claviger.Gateway.Rates;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Rates;

/// <summary>Another snapshot brings other figures for the same key: buckets go on with what they hold.</summary>
public sealed class Limits_change_in_place
{
    private const int Group = 2;

    private readonly FakeTimeProvider _clock = new();
    private readonly RateLimiter _limiter;

    public Limits_change_in_place() => _limiter = new RateLimiter(new RateOptions { ShortWait = TimeSpan.Zero }, _clock);

    [Fact]
    public void The_same_figures_in_a_new_snapshot_change_nothing()
    {
        Assert.Equal(10, Drain(1_000, change: 1));
        Assert.Equal(0, Drain(1_000, change: 2));
    }

    [Fact]
    public void A_higher_limit_hands_out_no_fresh_burst()
    {
        Assert.Equal(10, Drain(1_000, change: 1));
        Assert.InRange(Drain(100_000, change: 2), 985, 1_000 - 10); // the burst of the new limit less what was used
        Assert.Equal(0, Drain(100_000, change: 3));
    }

    [Fact]
    public void A_lower_one_holds_for_the_next_request()
    {
        Assert.Equal(1, Drain(100_000, change: 1, most: 1));
        Assert.Equal(0, Drain(100, change: 2)); // of the one that it holds now, one is gone
        _clock.Advance(TimeSpan.FromMilliseconds(599));
        Assert.Equal(0, Drain(100, change: 2));
        _clock.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal(1, Drain(100, change: 2));
    }

    [Fact]
    public void A_debt_stays_in_tokens_and_is_paid_at_the_new_rate()
    {
        Assert.Null(Ask(60_000, 1, 59_400, out _));
        var before = Ask(60_000, 1, 600, out _)!.Value;
        var after = Ask(600_000, 2, 6_000, out _)!.Value;
        Assert.Equal(60_000, before);
        Assert.InRange(after, 5_900, 6_100);
    }

    [Fact]
    public void A_request_of_an_old_snapshot_does_not_bring_the_old_figures_back()
    {
        Assert.Equal(10, Drain(1_000, change: 1));
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, Drain(100, change: 2, most: 5));
        Assert.Equal(0, Drain(1_000, change: 1));
        Assert.Equal(0, Drain(100, change: 2));
    }

    [Fact]
    public void A_limit_that_came_while_a_request_ran_has_nothing_to_get_back()
    {
        var before = RatedKey.Of(key: RatedKey.Figures((LimiterType.RequestsPerMinute, 1_000)));
        Assert.True(_limiter.TryAdmit(before, Group, 1_000_000, _clock.GetTimestamp(), out var ticket, out _, out _));
        Assert.Null(Ask(60_000, 2, 600, out _));
        ticket.Settle(new TokenUsage { InputTokens = 1 }, _clock.GetTimestamp());

        Assert.NotNull(Ask(60_000, 2, 600, out _));
    }

    [Fact]
    public void What_nobody_uses_is_dropped_once_it_is_full_and_empty_of_requests()
    {
        Assert.Null(Ask(60_000, 1, 59_400 * 20, out var running)); // a debt of twenty minutes
        Assert.Equal(1, _limiter.PoolCount);
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(0, _limiter.Sweep(_clock.GetTimestamp())); // it owes
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(0, _limiter.Sweep(_clock.GetTimestamp())); // one runs
        running.Settle(new TokenUsage { InputTokens = 1 }, _clock.GetTimestamp());
        Assert.Equal(1, _limiter.Sweep(_clock.GetTimestamp()));
        Assert.Equal(0, _limiter.PoolCount);
        Assert.Null(Ask(60_000, 1, 600, out _));
        Assert.Equal(1, _limiter.PoolCount);
    }

    [Fact]
    public void Sweeping_between_requests_of_many_threads_loses_none()
    {
        var key = RatedKey.Of(key: RatedKey.Figures((LimiterType.Concurrency, 1)));
        var inside = 0;
        var most = 0;
        Parallel.For(0, 50_000, i =>
        {
            if (i % 16 == 0) _clock.Advance(TimeSpan.FromMinutes(11));
            if (i % 4 == 0) _limiter.Sweep(_clock.GetTimestamp());
            if (!_limiter.TryAdmit(key, Group, 0, _clock.GetTimestamp(), out var ticket, out _, out _)) return;
            var now = Interlocked.Increment(ref inside);
            if (now > 1) Interlocked.Exchange(ref most, now);
            Interlocked.Decrement(ref inside);
            ticket.Settle(default, _clock.GetTimestamp());
        });
        Assert.Equal(0, most);
        Assert.True(_limiter.TryAdmit(key, Group, 0, _clock.GetTimestamp(), out _, out _, out _));
    }

    private int Drain(long limit, long change, int most = int.MaxValue)
    {
        var key = RatedKey.Of(key: RatedKey.Figures((LimiterType.RequestsPerMinute, limit)), change: change);
        var admitted = 0;
        while (admitted < most && _limiter.TryAdmit(key, Group, 0, _clock.GetTimestamp(), out _, out _, out _)) admitted++;
        return admitted;
    }

    private double? Ask(long limit, long change, long input, out RateTicket ticket)
    {
        var key = RatedKey.Of(key: RatedKey.Figures((LimiterType.InputTokensPerMinuteCacheAware, limit)), change: change);
        return _limiter.TryAdmit(key, Group, input, _clock.GetTimestamp(), out ticket, out _, out var refusal) ? null : refusal.RetryAfter!.Value.TotalMilliseconds;
    }
}
