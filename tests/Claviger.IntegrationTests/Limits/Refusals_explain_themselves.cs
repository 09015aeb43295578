using System.Net;
using System.Text.Json;
using Anthropic.Exceptions;
using Claviger.IntegrationTests.Hosting;
using Claviger.IntegrationTests.Sdk;
using Claviger.Simulator.Billing;
using Xunit;

namespace Claviger.IntegrationTests.Limits;

/// <summary>R20: a refusal by a spend limit says whose limit, how much, when it begins anew and what to do, in a form that clients treat rightly.</summary>
public sealed class Refusals_explain_themselves : IAsyncLifetime
{
    private readonly ExactPrices _prices = new();
    private readonly FakeTime _time = new();
    private TestGateway _gateway = null!;

    // Noon of 23 November 2026, a Monday.
    private static readonly long NextMonth = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(serverConfig: config => _prices.In(config), clock: _time.Clock);

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _prices.Dispose();
    }

    [Fact]
    public async Task A_reached_cap_names_level_entity_limit_used_held_and_reset()
    {
        var limit = await _gateway.LimitAsync(SpendLimits.Workspace(_gateway), "15");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(10_000)).Status); // ten cents

        var refused = await SendAsync(10_000);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        var error = refused.Body.GetProperty("error");
        Assert.Equal("billing_error", error.GetProperty("type").GetString());
        Assert.Equal(
            $"workspace 'Production' has reached its monthly spend limit: $0.10 spent and $0.00 held by running requests, of $0.15; this request could cost up to $0.10. "
            + $"It begins anew at 2026-12-01T00:00:00Z. Lower max_tokens, or an administrator can raise {limit}.",
            error.GetProperty("message").GetString());
        var details = error.GetProperty("details");
        Assert.Equal(
            ["enforced_spend_limit_reached", limit, "workspace", _gateway.Key.ApiKey.Scope.WorkspaceId, "monthly", "15", "10", "0", "10", "2026-12-01T00:00:00Z"],
            details.EnumerateObject().Select(field => field.Value.GetString()));
        Assert.Equal(refused.Header("request-id"), refused.Body.GetProperty("request_id").GetString());
        Assert.Equal(("false", (NextMonth - _time.Clock.GetUtcNow().ToUnixTimeSeconds()).ToString()), (refused.Header("x-should-retry"), refused.Header("retry-after")));
        Assert.Equal(1, _gateway.Simulator.Bill.RequestsTo(PathKind.Messages));
    }

    [Fact]
    public async Task Claude_Code_is_told_by_the_headers_that_it_reads()
    {
        await _gateway.LimitAsync(SpendLimits.ApiKey(_gateway), "100", "weekly");
        var first = await SendAsync(10_000);
        Assert.Equal(("allowed", "0.00", "overage"), (first.Unified("status"), first.Unified("overage-utilization"), first.Unified("representative-claim")));
        Assert.Null(first.Unified("overage-surpassed-threshold"));

        for (var i = 0; i < 7; i++) await SendAsync(10_000); // 80 cents
        var warned = await SendAsync(10_000);
        Assert.Equal(("allowed_warning", "0.80", "0.75"), (warned.Unified("status"), warned.Unified("overage-utilization"), warned.Unified("overage-surpassed-threshold")));
        Assert.Equal(new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds().ToString(), warned.Unified("reset"));

        await SendAsync(10_000);
        var refused = await SendAsync(10_000);
        Assert.Equal(("rejected", "1", "weekly", "org_spend_cap_reached"), (refused.Unified("status"), refused.Unified("overage-utilization"), refused.Unified("overage-period"), refused.Unified("overage-disabled-reason")));
        Assert.Null(refused.Unified("representative-claim"));
        Assert.Null(refused.Unified("overage-status"));
    }

    [Fact]
    public async Task A_request_dearer_than_the_whole_cap_is_told_so_at_once()
    {
        await _gateway.LimitAsync(SpendLimits.Organization, "5");

        var refused = await SendAsync(10_000);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("spend_limit_below_request", refused.Code);
        Assert.Null(refused.Header("retry-after"));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(5_000)).Status);
    }

    [Fact]
    public async Task Room_that_running_requests_hold_is_waited_for_and_then_a_retry_is_asked_for()
    {
        await _gateway.LimitAsync(SpendLimits.ApiKey(_gateway), "15");
        using var running = _gateway.Message("hang-before", body: ExactPrices.Body(10_000));
        using var ends = new CancellationTokenSource();
        var first = _gateway.Http.SendAsync(running, ends.Token);
        while (_gateway.Simulator.Bill.Requests < 1) await Task.Yield();

        var waiting = SendAsync(10_000);
        while (!waiting.IsCompleted)
        {
            _time.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await _gateway.Server.Journal.FlushedAsync(CancellationToken.None); // the books work in real time
        }

        var refused = await waiting;

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal(("spend_limit_busy", "true", "5"), (refused.Code, refused.Header("x-should-retry"), refused.Header("retry-after")));
        Assert.Contains("$0.10 held by running requests", refused.Body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        await ends.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public async Task Anthropics_own_words_are_a_setting()
    {
        await _gateway.DoneAsync(HttpMethod.Post, "/settings", new { spend_refusals = "invalid_request_error" });
        await _gateway.LimitAsync(SpendLimits.Workspace(_gateway), "0");

        var refused = await SendAsync(10);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("invalid_request_error", refused.Body.GetProperty("error").GetProperty("type").GetString());
        Assert.StartsWith("You have reached your specified workspace API usage limits", refused.Body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Null(refused.Unified("status"));
    }

    [Fact]
    public async Task The_CSharp_SDK_gives_up_at_once()
    {
        await _gateway.LimitAsync(SpendLimits.Organization, "0");
        using var client = Sdk.Sdk.Client(_gateway, retries: 2);

        var error = await Assert.ThrowsAnyAsync<AnthropicApiException>(() => client.Messages.Create(Sdk.Sdk.Ask()));

        Assert.Equal(429, (int)error.StatusCode);
        Assert.Equal(1, _gateway.Server.Service<Claviger.Gateway.Telemetry.GatewayMetrics>().RefusedCount);
    }

    [Fact]
    public async Task What_costs_nothing_is_never_refused_by_a_cap()
    {
        await _gateway.LimitAsync(SpendLimits.Organization, "0");
        using var count = new HttpRequestMessage(HttpMethod.Post, "/v1/messages/count_tokens")
        {
            Content = new StringContent($$"""{"model":"{{ExactPrices.Model}}","messages":[{"role":"user","content":"Hello"}]}""", System.Text.Encoding.UTF8, "application/json"),
            Headers = { { "x-api-key", _gateway.Key.Secret }, { "anthropic-version", "2023-06-01" } },
        };
        using var answer = await _gateway.Http.SendAsync(count);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task<Answer> SendAsync(long maxTokens)
    {
        using var request = _gateway.Message($"out={maxTokens}; size=10", body: ExactPrices.Body(maxTokens));
        using var answer = await _gateway.Http.SendAsync(request);
        var body = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync());
        var headers = answer.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.First());
        return new Answer(answer.StatusCode, body, headers);
    }

    private sealed record Answer(HttpStatusCode Status, JsonElement Body, Dictionary<string, string> Headers)
    {
        public string? Code => Body.GetProperty("error").GetProperty("details").GetProperty("error_code").GetString();
        public string? Header(string name) => Headers.GetValueOrDefault(name);
        public string? Unified(string name) => Headers.GetValueOrDefault("anthropic-ratelimit-unified-" + name);
    }
}
