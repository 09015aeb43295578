using System.Net;
using System.Text.Json;
using Anthropic.Exceptions;
using Claviger.IntegrationTests.Hosting;
using Claviger.IntegrationTests.Sdk;
using Claviger.Simulator.Billing;
using Xunit;

namespace Claviger.IntegrationTests.Rates;

/// <summary>S3, R13, R20 through the door that callers take: the tightest limit holds, headers tell the truth, and a retry in time succeeds.</summary>
public sealed class Requests_are_held_to_their_tier : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(serverConfig: config => config with { RateShortWait = TimeSpan.Zero }, clock: _time.Clock);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_minute_lets_in_what_the_tier_says_and_a_retry_in_time_succeeds()
    {
        await TierAsync("small", "requests_per_minute", 60);
        await OfKeyAsync("small");

        var admitted = 0;
        for (var second = 0; second < 60; second++)
        {
            while ((await SendAsync()).Status == HttpStatusCode.OK) admitted++;
            _time.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(admitted, 59, 60);
        Assert.Equal(admitted, _gateway.Simulator.Bill.RequestsTo(PathKind.Messages)); // I4
        while ((await SendAsync()).Status == HttpStatusCode.OK) { }
        var refused = await SendAsync();
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("true", refused.Header("x-should-retry"));
        Assert.Equal(("api_key", "requests_per_minute", "60"), (refused.Detail("level"), refused.Detail("limiter"), refused.Detail("limit")));
        Assert.Equal(("60", "0"), (refused.Header("anthropic-ratelimit-requests-limit"), refused.Header("anthropic-ratelimit-requests-remaining")));
        _time.Clock.Advance(TimeSpan.FromMilliseconds(int.Parse(refused.Header("retry-after-ms")!)));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync()).Status);
    }

    [Fact]
    public async Task Input_is_corrected_from_usage_and_cache_reads_do_not_count()
    {
        await TierAsync("small", "input_tokens_per_minute_cache_aware", 60_000);
        await OfKeyAsync("small");

        // 60,000 read from the cache in ten seconds would be ten times the limit: only the 100 others count.
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await SendAsync("in=100; read=60000; out=5")).Status);
            _time.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(HttpStatusCode.OK, (await SendAsync("in=30000; out=5")).Status);
        var refused = await SendAsync();
        Assert.Equal((HttpStatusCode.TooManyRequests, "input_tokens_per_minute_cache_aware"), (refused.Status, refused.Detail("limiter")));
        var after = TimeSpan.FromMilliseconds(int.Parse(refused.Header("retry-after-ms")!));
        Assert.InRange(after.TotalSeconds, 25, 40); // half a minute's worth of debt
        _time.Clock.Advance(after);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync()).Status);
    }

    [Fact]
    public async Task Output_leaves_a_debt_that_delays_the_next()
    {
        await TierAsync("small", "output_tokens_per_minute", 6_000);
        await OfKeyAsync("small");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("out=900")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync("out=900")).Status);
        _time.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("out=900")).Status);
    }

    [Fact]
    public async Task No_more_run_at_once_than_the_tier_says()
    {
        await TierAsync("small", "concurrency", 1);
        await OfKeyAsync("small");
        using var leaves = new CancellationTokenSource();
        using var running = _gateway.Message("hang-before");
        var first = _gateway.Http.SendAsync(running, leaves.Token);
        while (_gateway.Simulator.Bill.Requests < 1) await Task.Yield();

        var refused = await SendAsync();

        Assert.Equal((HttpStatusCode.TooManyRequests, "concurrency", "1"), (refused.Status, refused.Detail("limiter"), refused.Header("retry-after")));
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public async Task The_organizations_limit_holds_for_keys_of_every_workspace()
    {
        await TierAsync("small", "requests_per_minute", 60);
        await _gateway.AdminAsync(HttpMethod.Post, "/rate_limits/tier", new { tier = "small" });
        Assert.Equal(HttpStatusCode.OK, (await SendAsync()).Status);
        var refused = await SendAsync(key: _gateway.OtherKey.Secret);
        Assert.Equal((HttpStatusCode.TooManyRequests, "organization"), (refused.Status, refused.Detail("level")));
    }

    [Fact]
    public async Task What_money_refuses_gives_its_rate_back()
    {
        await TierAsync("small", "requests_per_minute", 60);
        await OfKeyAsync("small");
        await _gateway.AdminAsync(HttpMethod.Post, "/spend_limits", new { scope = new { type = "organization" }, amount = "0", period = "monthly" });
        for (var i = 0; i < 5; i++) Assert.Equal("enforced_spend_limit_reached", (await SendAsync()).Detail("error_code"));
        await _gateway.AdminAsync(HttpMethod.Post, "/spend_limits", new { scope = new { type = "organization" }, amount = "1000", period = "monthly" });
        Assert.Equal(HttpStatusCode.OK, (await SendAsync()).Status);
    }

    [Fact]
    public async Task The_CSharp_SDK_retries_and_succeeds()
    {
        await TierAsync("small", "requests_per_minute", 1_200); // one each 50 ms
        await OfKeyAsync("small");
        using var client = Sdk.Sdk.Client(_gateway, retries: 2);
        while ((await SendAsync()).Status == HttpStatusCode.OK) { }

        var asked = client.Messages.Create(Sdk.Sdk.Ask());
        while (!asked.IsCompleted)
        {
            _time.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        Assert.NotNull((await asked).ID);
    }

    [Fact]
    public async Task Without_a_tier_no_header_and_no_limit_is_ours()
    {
        var answer = await SendAsync();
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.DoesNotContain(answer.Headers.Keys, name => name.StartsWith("anthropic-ratelimit-", StringComparison.Ordinal));
    }

    private async Task TierAsync(string name, string limiter, long value)
    {
        var classes = new Dictionary<string, object> { ["default"] = new Dictionary<string, long?>
        {
            ["requests_per_minute"] = null, ["input_tokens_per_minute_cache_aware"] = null, ["output_tokens_per_minute"] = null, [limiter] = value,
        } };
        var (status, body) = await _gateway.AdminAsync(HttpMethod.Post, "/tiers", new { name, classes });
        Assert.True(status == HttpStatusCode.OK, $"{status}: {body}");
    }

    private async Task OfKeyAsync(string tier)
    {
        var (status, body) = await _gateway.AdminAsync(HttpMethod.Post, $"/api_keys/{_gateway.Key.ApiKey.Id}", new { tier });
        Assert.True(status == HttpStatusCode.OK, $"{status}: {body}");
    }

    private async Task<Answer> SendAsync(string script = "in=50; out=5", string? key = null)
    {
        using var request = _gateway.Message(script, key: key);
        using var answer = await _gateway.Http.SendAsync(request);
        return new Answer(
            answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync()),
            answer.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.First()));
    }

    private sealed record Answer(HttpStatusCode Status, JsonElement Body, Dictionary<string, string> Headers)
    {
        public string? Detail(string name) => Body.GetProperty("error").GetProperty("details").GetProperty(name).GetString();
        public string? Header(string name) => Headers.GetValueOrDefault(name);
    }
}
