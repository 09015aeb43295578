using Claviger.Core.Rates;
using Claviger.Core.Usage;
using Claviger.Gateway.Rates;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Rates;

/// <summary>60,000 tokens a minute: the bucket holds 600 and refills 59,400 a minute, about 990 a second.</summary>
public sealed class Tokens_count_as_they_were
{
    private const int Group = 2;

    private static readonly LimiterType[] InputTypes = [LimiterType.InputTokensPerMinute, LimiterType.InputTokensPerMinuteCacheAware];

    private readonly FakeTimeProvider _clock = new();
    private readonly RateLimiter _limiter;

    public Tokens_count_as_they_were() => _limiter = new RateLimiter(new RateOptions { ShortWait = TimeSpan.Zero }, _clock);

    [Fact]
    public void More_than_the_bucket_holds_goes_when_it_is_full_and_leaves_a_debt()
    {
        Assert.Null(Ask(LimiterType.InputTokensPerMinuteCacheAware, 59_400, out _));

        // Its debt is paid after a minute; only then is the bucket full for the next one like it, and sooner for a small one.
        Assert.Equal(60_000, Ask(LimiterType.InputTokensPerMinuteCacheAware, 59_400, out _));
        Assert.InRange(Ask(LimiterType.InputTokensPerMinuteCacheAware, 1, out _)!.Value, 59_390, 59_401);
    }

    [Fact]
    public void An_estimate_that_was_too_high_is_given_back()
    {
        Assert.Null(Ask(LimiterType.InputTokensPerMinuteCacheAware, 59_400, out var ticket));

        ticket.Settle(new TokenUsage { InputTokens = 300 }, _clock.GetTimestamp());

        Assert.Null(Ask(LimiterType.InputTokensPerMinuteCacheAware, 300, out _));
        Assert.NotNull(Ask(LimiterType.InputTokensPerMinuteCacheAware, 1, out _));
    }

    [Fact]
    public void One_that_was_too_low_leaves_a_debt()
    {
        Assert.Null(Ask(LimiterType.InputTokensPerMinuteCacheAware, 0, out var ticket));

        ticket.Settle(new TokenUsage { InputTokens = 20_000, CacheWrite5mTokens = 30_000, CacheWrite1hTokens = 9_401, CacheReadTokens = 1_000_000 }, _clock.GetTimestamp());

        Assert.InRange(Ask(LimiterType.InputTokensPerMinuteCacheAware, 1, out _)!.Value, 59_390, 59_401);
    }

    [Theory]
    [InlineData(LimiterType.InputTokensPerMinuteCacheAware, false)]
    [InlineData(LimiterType.InputTokensPerMinute, true)]
    public void Cache_reads_count_only_where_the_limit_says_so(LimiterType limiter, bool count)
    {
        Assert.Null(Ask(limiter, 600, out var ticket));

        ticket.Settle(new TokenUsage { CacheReadTokens = 59_400 }, _clock.GetTimestamp());

        Assert.Equal(count, Ask(limiter, 600, out _) > 50_000);
    }

    [Fact]
    public void Output_counts_as_it_appears_and_its_debt_delays_the_next()
    {
        Assert.Null(Ask(LimiterType.OutputTokensPerMinute, 0, out var ticket));
        ticket.Produced(600, _clock.GetTimestamp());
        Assert.Null(Ask(LimiterType.OutputTokensPerMinute, 0, out _)); // empty, and no debt
        ticket.Produced(600, _clock.GetTimestamp()); // cumulative: nothing new
        ticket.Produced(600 + 59_400, _clock.GetTimestamp());
        Assert.Equal(60_000, Ask(LimiterType.OutputTokensPerMinute, 0, out _));

        ticket.Settle(new TokenUsage { OutputTokens = 600 }, _clock.GetTimestamp()); // the guess was too high

        Assert.True(Ask(LimiterType.OutputTokensPerMinute, 0, out _) < 2_000); // expects an answer of 600 now
    }

    [Fact]
    public void Answers_that_run_hold_the_mean_of_those_before_until_they_are_known()
    {
        Assert.Null(Ask(LimiterType.OutputTokensPerMinute, 0, out var first));
        first.Settle(new TokenUsage { OutputTokens = 300 }, _clock.GetTimestamp());
        Assert.Null(Ask(LimiterType.OutputTokensPerMinute, 0, out var second)); // 300 of the 300 that are left

        Assert.NotNull(Ask(LimiterType.OutputTokensPerMinute, 0, out _));
        second.Settle(default, _clock.GetTimestamp()); // upstream answered an error

        Assert.Null(Ask(LimiterType.OutputTokensPerMinute, 0, out _));
    }

    [Fact]
    public void Without_an_expectation_all_go_that_come_before_the_first_token()
    {
        var limiter = new RateLimiter(new RateOptions { ExpectOutput = false }, _clock);
        var key = RatedKey.Of(key: RatedKey.Figures((LimiterType.OutputTokensPerMinute, 60_000)));
        for (var i = 0; i < 100; i++)
        {
            Assert.True(limiter.TryAdmit(key, Group, 0, _clock.GetTimestamp(), out var ticket, out _, out _));
            ticket.Settle(new TokenUsage { OutputTokens = 6 }, _clock.GetTimestamp());
        }

        Assert.True(limiter.TryAdmit(key, Group, 0, _clock.GetTimestamp(), out _, out _, out _));
    }

    [Fact]
    public void Absurd_counts_leave_a_debt_of_a_year_at_most()
    {
        foreach (var limiter in InputTypes)
        {
            Assert.Null(Ask(limiter, long.MaxValue, out var ticket));
            ticket.Settle(new TokenUsage { InputTokens = TokenUsage.LargestCount, CacheReadTokens = TokenUsage.LargestCount }, _clock.GetTimestamp());
            Assert.InRange(Ask(limiter, long.MaxValue, out _)!.Value, 1, 367.0 * 24 * 60 * 60 * 1_000);
        }
    }

    /// <summary>Milliseconds to wait, or null when it went.</summary>
    private double? Ask(LimiterType limiter, long input, out RateTicket ticket)
    {
        var key = RatedKey.Of(key: RatedKey.Figures((limiter, 60_000)), number: 1 + (int)limiter);
        return _limiter.TryAdmit(key, Group, input, _clock.GetTimestamp(), out ticket, out _, out var refusal) ? null : refusal.RetryAfter!.Value.TotalMilliseconds;
    }
}
