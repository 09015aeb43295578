using System.Globalization;
using Claviger.Core.Rates;
using Claviger.Core.Usage;
using Claviger.Gateway.Rates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Rates;

public sealed class Headers_tell_the_callers_own_limits
{
    private const int Group = 2;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly RateLimiter _limiter;

    public Headers_tell_the_callers_own_limits() => _limiter = new RateLimiter(new RateOptions(), _clock);

    [Fact]
    public void Of_each_kind_the_tightest_one()
    {
        var key = RatedKey.Of(
            key: RatedKey.Figures((LimiterType.RequestsPerMinute, 50), (LimiterType.InputTokensPerMinuteCacheAware, 900_000)),
            workspace: RatedKey.Figures((LimiterType.InputTokensPerMinuteCacheAware, 400_000)),
            organization: RatedKey.Figures((LimiterType.RequestsPerMinute, 1_000), (LimiterType.OutputTokensPerMinute, 80_000)));
        Assert.True(_limiter.TryAdmit(key, Group, 10_600, _clock.GetTimestamp(), out var ticket, out _, out _));

        var headers = Headers(ticket);

        Assert.Equal("50", headers["anthropic-ratelimit-requests-limit"]);
        Assert.Equal("49", headers["anthropic-ratelimit-requests-remaining"]);
        Assert.Equal("2026-11-23T12:00:02Z", headers["anthropic-ratelimit-requests-reset"]); // in 1.2 s
        Assert.Equal("400000", headers["anthropic-ratelimit-input-tokens-limit"]);
        Assert.Equal("389000", headers["anthropic-ratelimit-input-tokens-remaining"]); // 389,400
        Assert.Equal("80000", headers["anthropic-ratelimit-output-tokens-limit"]);
        Assert.Equal("80000", headers["anthropic-ratelimit-output-tokens-remaining"]);
        Assert.Equal("2026-11-23T12:00:00Z", headers["anthropic-ratelimit-output-tokens-reset"]);
        // The workspace's limit binds; by its share less is left of it than of the output.
        Assert.Equal("400000", headers["anthropic-ratelimit-tokens-limit"]);
        Assert.Equal("389000", headers["anthropic-ratelimit-tokens-remaining"]);
        Assert.Equal(12, headers.Count);
    }

    [Fact]
    public void After_the_end_the_true_counts()
    {
        var key = RatedKey.Of(organization: RatedKey.Figures((LimiterType.InputTokensPerMinuteCacheAware, 100_000), (LimiterType.OutputTokensPerMinute, 20_000)));
        Assert.True(_limiter.TryAdmit(key, Group, 50_000, _clock.GetTimestamp(), out var ticket, out _, out _));
        ticket.Settle(new TokenUsage { InputTokens = 3_000, OutputTokens = 1_400 }, _clock.GetTimestamp());

        var headers = Headers(ticket);

        Assert.Equal("97000", headers["anthropic-ratelimit-input-tokens-remaining"]);
        Assert.Equal("19000", headers["anthropic-ratelimit-output-tokens-remaining"]); // 18,600
        Assert.Equal("120000", headers["anthropic-ratelimit-tokens-limit"]); // nothing but the organization: both together
        Assert.Equal("116000", headers["anthropic-ratelimit-tokens-remaining"]); // 115,600
        Assert.False(headers.ContainsKey("anthropic-ratelimit-requests-limit"));
    }

    [Fact]
    public void What_was_used_is_forgotten_within_two_minutes()
    {
        var key = RatedKey.Of(key: RatedKey.Figures((LimiterType.RequestsPerMinute, 1_000)));
        for (var i = 0; i < 10; i++) Assert.True(_limiter.TryAdmit(key, Group, 0, _clock.GetTimestamp(), out _, out _, out _));
        Assert.Equal("989", Remaining(key));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("988", Remaining(key));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("993", Remaining(key)); // half of the twelve of the minute before, and itself
        _clock.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal("999", Remaining(key));
    }

    [Fact]
    public void Nothing_where_the_caller_has_no_limit()
    {
        Assert.True(_limiter.TryAdmit(RatedKey.Of(), Group, 10, _clock.GetTimestamp(), out var ticket, out _, out _));
        Assert.Empty(Headers(ticket));
        Assert.False(ticket.IsOpen);
    }

    [Fact]
    public void A_refusal_says_when_to_come_back()
    {
        var key = RatedKey.Of(workspace: RatedKey.Figures((LimiterType.InputTokensPerMinuteCacheAware, 30_000)));
        Assert.True(_limiter.TryAdmit(key, Group, 10_000, _clock.GetTimestamp(), out _, out _, out _));
        Assert.False(_limiter.TryAdmit(key, Group, 10_000, _clock.GetTimestamp(), out _, out _, out var refusal));
        var headers = new HeaderDictionary();

        RateHeaders.Put(refusal, headers, _clock.GetUtcNow());

        Assert.Equal("21", headers["retry-after"]);
        Assert.Equal(refusal.RetryAfterMs!.Value.ToString(CultureInfo.InvariantCulture), headers["retry-after-ms"]);
        Assert.InRange(refusal.RetryAfterMs.Value, 20_200, 20_300);
        Assert.Equal("30000", headers["anthropic-ratelimit-input-tokens-limit"]);
        Assert.Equal("0", headers["anthropic-ratelimit-input-tokens-remaining"]);
        Assert.Equal("2026-11-23T12:00:21Z", headers["anthropic-ratelimit-input-tokens-reset"]);
        Assert.Equal("0", headers["anthropic-ratelimit-tokens-remaining"]);
        Assert.False(headers.ContainsKey("anthropic-ratelimit-requests-limit"));
    }

    [Fact]
    public void One_that_can_never_go_gives_no_time()
    {
        var key = RatedKey.Of(key: RatedKey.Figures((LimiterType.RequestsPerBatch, 10)));
        Assert.False(_limiter.TryAdmitBatch(key, 11, _clock.GetTimestamp(), out _, out _, out var refusal));
        var headers = new HeaderDictionary();
        RateHeaders.Put(refusal, headers, _clock.GetUtcNow());
        Assert.Empty(headers);
    }

    private HeaderDictionary Headers(in RateTicket ticket)
    {
        var headers = new HeaderDictionary();
        RateHeaders.Put(ticket, headers, _clock.GetUtcNow(), _clock.GetTimestamp());
        return headers;
    }

    private string Remaining(Claviger.Core.Policy.GovernedKey key)
    {
        Assert.True(_limiter.TryAdmit(key, Group, 0, _clock.GetTimestamp(), out var ticket, out _, out _));
        return Headers(ticket)["anthropic-ratelimit-requests-remaining"]!;
    }
}
