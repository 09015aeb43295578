using Claviger.Core;
using Claviger.Core.Batches;
using Claviger.Core.OwnedObjects;
using Claviger.Core.Policy;
using Claviger.Core.Rates;
using Claviger.Gateway.Rates;
using Claviger.Gateway.Routes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Rates;

public sealed class Batches_wait_in_a_queue_with_an_end
{
    private static readonly GovernedKey Key = RatedKey.Of(
        key: RatedKey.Figures((LimiterType.EnqueuedBatchRequests, 1_000)),
        organization: RatedKey.Figures((LimiterType.EnqueuedBatchRequests, 1_500), (LimiterType.RequestsPerBatch, 800), (LimiterType.RequestsPerMinute, 6_000)));

    private static readonly GovernedKey Sibling = RatedKey.Of(
        organization: RatedKey.Figures((LimiterType.EnqueuedBatchRequests, 1_500), (LimiterType.RequestsPerBatch, 800), (LimiterType.RequestsPerMinute, 6_000)), number: 2);

    private readonly FakeTimeProvider _clock = new();
    private readonly RateLimiter _limiter;

    public Batches_wait_in_a_queue_with_an_end() => _limiter = new RateLimiter(new RateOptions(), _clock);

    [Fact]
    public void Lines_hold_their_places_until_the_batch_is_settled()
    {
        Assert.Null(Submit(Key, 700));
        var refusal = Submit(Key, 301)!.Value;
        Assert.Equal((RateLevel.ApiKey, LimiterType.EnqueuedBatchRequests, 1_000L, 700L), (refusal.Level, refusal.Limiter, refusal.Limit, refusal.Used));
        Assert.Null(Submit(Key, 300));
        Assert.Equal(RateLevel.Organization, Submit(Sibling, 501)!.Value.Level);

        _limiter.BatchEnded(Batch(700), 1);

        Assert.Null(Submit(Sibling, 501));
        Assert.NotNull(Submit(Key, 700));
        Assert.Null(Submit(Key, 699));
    }

    [Fact]
    public void A_batch_that_upstream_did_not_take_gives_them_back()
    {
        Assert.True(_limiter.TryAdmitBatch(Key, 800, _clock.GetTimestamp(), out var ticket, out _, out _));
        Assert.NotNull(Submit(Key, 300));
        ticket.Cancel(_clock.GetTimestamp());
        Assert.Null(Submit(Key, 300));
    }

    [Fact]
    public void A_batch_with_too_many_lines_never_fits()
    {
        var refusal = Submit(Sibling, 801)!.Value;
        Assert.Equal((RateLevel.Organization, LimiterType.RequestsPerBatch, 800L), (refusal.Level, refusal.Limiter, refusal.Limit));
        Assert.Null(refusal.RetryAfter);
        Assert.Null(refusal.RetryAfterSeconds);
        Assert.Null(Submit(Sibling, 800));
    }

    [Fact]
    public void Batches_of_before_the_start_hold_theirs_too_and_are_not_swept_away()
    {
        _limiter.Restore(Batch(900), 1);
        _clock.Advance(TimeSpan.FromHours(10));
        Assert.Equal(0, _limiter.Sweep(_clock.GetTimestamp()));

        Assert.NotNull(Submit(Key, 101));
        _limiter.BatchEnded(Batch(900), 1);
        Assert.Null(Submit(Key, 101));
    }

    [Fact]
    public void Calls_count_in_the_group_of_their_route()
    {
        Assert.Same(RateGroups.TokenCount, CallGroups.Of(Find("POST", "/v1/messages/count_tokens")));
        Assert.Same(RateGroups.Batch, CallGroups.Of(Find("POST", "/v1/messages/batches")));
        Assert.Same(RateGroups.Batch, CallGroups.Of(Find("GET", "/v1/messages/batches/x/results")));
        Assert.Same(RateGroups.Files, CallGroups.Of(Find("POST", "/v1/files")));
        Assert.Same(RateGroups.Skills, CallGroups.Of(Find("GET", "/v1/skills/x/versions")));
        Assert.Null(CallGroups.Of(Find("GET", "/v1/models")));
        Assert.All(RouteTable.All.Where(route => route.Owned is OwnedKind.File or OwnedKind.Skill or OwnedKind.Batch), route => Assert.NotNull(CallGroups.Of(route)));
    }

    [Fact]
    public void Calls_are_held_to_their_own_requests_per_minute()
    {
        var key = RatedKey.Of(key: RatedKey.Figures((LimiterType.RequestsPerMinute, 1)));
        Assert.True(_limiter.TryAdmitCall(key, RateGroups.Files, _clock.GetTimestamp(), out var call, out _, out _));
        call.Settle(default, _clock.GetTimestamp());
        Assert.False(_limiter.TryAdmitCall(key, RateGroups.Files, _clock.GetTimestamp(), out _, out _, out var refusal));
        Assert.Equal(60, refusal.RetryAfterSeconds);
        Assert.True(_limiter.TryAdmitCall(key, RateGroups.TokenCount, _clock.GetTimestamp(), out _, out _, out _));
    }

    private static Route Find(string method, string path) => RouteTable.Find(method, path, out _)!;

    private static SubmittedBatch Batch(int requests) => new("msgbatch_1", Workspace: 1, Key: 1, Owner: 0, SubmittedAtMs: 0, requests, Money.Zero);

    private RateRefusal? Submit(GovernedKey key, int lines)
    {
        if (!_limiter.TryAdmitBatch(key, lines, _clock.GetTimestamp(), out var ticket, out _, out var refusal)) return refusal;
        ticket.Settle(default, _clock.GetTimestamp());
        return null;
    }
}
