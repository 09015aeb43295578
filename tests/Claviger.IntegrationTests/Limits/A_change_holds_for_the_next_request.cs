using System.Net;
using Claviger.Core;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Limits;

/// <summary>R5 for limits: when the call that changed one returns, the next request meets it.</summary>
public sealed class A_change_holds_for_the_next_request : IAsyncLifetime
{
    private readonly ExactPrices _prices = new();
    private readonly FakeTime _time = new();
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(serverConfig: config => _prices.In(config), clock: _time.Clock);

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _prices.Dispose();
    }

    [Fact]
    public async Task Raised_lowered_and_deleted()
    {
        var id = await _gateway.LimitAsync(SpendLimits.Organization, "10");
        await ExpectAsync(HttpStatusCode.OK);
        await ExpectAsync(HttpStatusCode.TooManyRequests);

        Assert.Equal(id, await _gateway.LimitAsync(SpendLimits.Organization, "100"));
        await ExpectAsync(HttpStatusCode.OK);

        await _gateway.LimitAsync(SpendLimits.Organization, "5"); // below what is spent: allowed, and nothing passes
        await ExpectAsync(HttpStatusCode.TooManyRequests);

        await _gateway.DoneAsync(HttpMethod.Delete, $"/spend_limits/{id}");
        await ExpectAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_new_limit_knows_what_was_spent_before_it()
    {
        for (var i = 0; i < 3; i++) await ExpectAsync(HttpStatusCode.OK);
        var id = await _gateway.LimitAsync(SpendLimits.ApiKey(_gateway), "35", "daily");
        await ExpectAsync(HttpStatusCode.TooManyRequests);
        await _gateway.LimitAsync(SpendLimits.ApiKey(_gateway), "40", "daily");
        await ExpectAsync(HttpStatusCode.OK);
        Assert.Equal(40 * Money.NanosPerCent, (await Standing(id)).Posted);
    }

    [Fact]
    public async Task A_grant_adds_until_it_ends()
    {
        var id = await _gateway.LimitAsync(SpendLimits.Organization, "10", "lifetime");
        await ExpectAsync(HttpStatusCode.OK);
        await ExpectAsync(HttpStatusCode.TooManyRequests);

        await _gateway.DoneAsync(HttpMethod.Post, $"/spend_limits/{id}/grants", new { amount = "25", ends_at = _time.Clock.GetUtcNow().AddHours(1) });
        await ExpectAsync(HttpStatusCode.OK);
        _time.Clock.Advance(TimeSpan.FromHours(2));
        await ExpectAsync(HttpStatusCode.TooManyRequests); // twenty spent of ten
    }

    [Fact]
    public async Task A_suspended_limit_counts_and_refuses_nothing_until_its_time()
    {
        await _gateway.LimitAsync(SpendLimits.Organization, "10");
        await _gateway.DoneAsync(HttpMethod.Post, "/spend_limits", new { scope = SpendLimits.Organization, amount = "10", period = "monthly", suspended_until = _time.Clock.GetUtcNow().AddHours(1) });
        for (var i = 0; i < 3; i++) await ExpectAsync(HttpStatusCode.OK);

        _time.Clock.Advance(TimeSpan.FromHours(2));
        await ExpectAsync(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("soft")]
    [InlineData("shadow")]
    public async Task A_limit_that_is_not_hard_refuses_nothing_and_counts(string mode)
    {
        var id = await _gateway.LimitAsync(SpendLimits.Organization, "10", mode: mode);
        for (var i = 0; i < 3; i++) await ExpectAsync(HttpStatusCode.OK);
        Assert.Equal(30 * Money.NanosPerCent, (await Standing(id)).Posted);
    }

    [Fact]
    public async Task A_day_ends_at_midnight_of_the_organizations_zone_and_is_over_once()
    {
        await _gateway.DoneAsync(HttpMethod.Post, "/settings", new { time_zone = "Asia/Kathmandu" }); // UTC+5:45
        await _gateway.LimitAsync(SpendLimits.Organization, "10", "daily");
        await ExpectAsync(HttpStatusCode.OK);
        _time.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 23, 18, 14, 59, TimeSpan.Zero));
        await ExpectAsync(HttpStatusCode.TooManyRequests);
        _time.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 23, 18, 15, 0, TimeSpan.Zero));
        await ExpectAsync(HttpStatusCode.OK);
        await ExpectAsync(HttpStatusCode.TooManyRequests);
        Assert.Equal(2, (await _gateway.StandingsAsync()).Count);
    }

    private async Task<Standing> Standing(string id) => await _time.UntilAsync(_gateway.StandingAsync(id), TimeSpan.FromMilliseconds(1));

    private async Task ExpectAsync(HttpStatusCode status)
    {
        using var request = _gateway.Message("out=10000; size=10", body: ExactPrices.Body(10_000)); // ten cents
        using var answer = await _gateway.Http.SendAsync(request);
        Assert.True(status == answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
