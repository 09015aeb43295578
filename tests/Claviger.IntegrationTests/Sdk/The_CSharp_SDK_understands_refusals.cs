using Anthropic.Exceptions;
using Claviger.IntegrationTests.Hosting;
using Claviger.Simulator.Billing;
using Xunit;

namespace Claviger.IntegrationTests.Sdk;

public sealed class The_CSharp_SDK_understands_refusals(QuietGateway shared) : IClassFixture<QuietGateway>
{
    private readonly TestGateway _gateway = shared.Gateway;

    private long Sent => _gateway.Simulator.Bill.RequestsTo(PathKind.Messages);

    [Theory]
    [InlineData(400, typeof(AnthropicBadRequestException))]
    [InlineData(402, typeof(AnthropicPaymentRequiredException))]
    [InlineData(403, typeof(AnthropicForbiddenException))]
    [InlineData(404, typeof(AnthropicNotFoundException))]
    [InlineData(413, typeof(AnthropicContentTooLargeException))]
    [InlineData(429, typeof(AnthropicRateLimitException))]
    [InlineData(500, typeof(Anthropic5xxException))]
    [InlineData(529, typeof(AnthropicOverloadedException))]
    public async Task Upstreams_errors_keep_class_text_and_request_id(int status, Type exception)
    {
        using var client = Sdk.Client(_gateway, retries: 0);

        var error = await Assert.ThrowsAnyAsync<AnthropicApiException>(() => client.Messages.Create(Sdk.Ask(script: $"status={status}; message=It says so")));

        Assert.IsAssignableFrom(exception, error);
        Assert.Equal(status, (int)error.StatusCode);
        Assert.Equal("It says so", error.ApiMessage);
        Assert.StartsWith("req_", error.RequestID);
    }

    [Theory]
    [InlineData("status=429; retry-after=1")]
    [InlineData("status=500")]
    [InlineData("status=529")]
    public async Task What_may_pass_is_tried_again(string failure)
    {
        using var client = Sdk.Client(_gateway);
        var before = Sent;
        _gateway.Simulator.Enqueue(failure);

        await client.Messages.Create(Sdk.Ask(script: "in=5; out=5"));

        Assert.Equal(2, Sent - before);
    }

    [Fact]
    public async Task Upstreams_word_against_retrying_is_passed_on()
    {
        using var client = Sdk.Client(_gateway);
        var before = Sent;

        await Assert.ThrowsAnyAsync<AnthropicOverloadedException>(() => client.Messages.Create(Sdk.Ask(script: "status=529; should-retry=false")));

        Assert.Equal(1, Sent - before);
    }

    [Fact]
    public async Task A_stranger_is_told_at_once_and_only_once()
    {
        using var sent = new CountingHandler();
        using var http = new HttpClient(sent);
        using var client = Sdk.Client(_gateway, "clvk_unknown");
        var before = Sent;

        var error = await Assert.ThrowsAsync<AnthropicUnauthorizedException>(() => client.WithOptions(options => options with { HttpClient = http }).Messages.Create(Sdk.Ask()));

        Assert.Equal("invalid API key", error.ApiMessage);
        Assert.Equal((1, 0L), (sent.Count, Sent - before));
    }

    [Fact]
    public async Task Refusals_of_the_gateway_are_not_retried_and_send_nothing()
    {
        var limited = await _gateway.CreateKeyAsync("Production", "production", "limited", request => request with { Models = ["claude-opus-*"], MaxTokensCeiling = 100 });
        using var sent = new CountingHandler();
        using var http = new HttpClient(sent);
        using var own = Sdk.Client(_gateway);
        using var bound = Sdk.Client(_gateway, limited.Secret);
        var before = Sent;

        await Assert.ThrowsAsync<AnthropicNotFoundException>(() => own.WithOptions(o => o with { HttpClient = http }).Messages.Create(Sdk.Ask(model: "claude-nobody-1")));
        await Assert.ThrowsAsync<AnthropicForbiddenException>(() => bound.WithOptions(o => o with { HttpClient = http }).Messages.Create(Sdk.Ask()));
        await Assert.ThrowsAsync<AnthropicBadRequestException>(() => bound.WithOptions(o => o with { HttpClient = http }).Messages.Create(Sdk.Ask(model: "claude-opus-5-5", maxTokens: 101)));
        await Assert.ThrowsAsync<AnthropicBadRequestException>(() => own.WithOptions(o => o with { HttpClient = http }).Messages.Create(
            Sdk.Ask() with { WorkspaceID = _gateway.OtherKey.ApiKey.Scope.WorkspaceId }));

        Assert.Equal((4, 0L), (sent.Count, Sent - before));
    }

    [Fact]
    public async Task A_body_over_the_cap_is_refused_before_it_is_read()
    {
        using var client = Sdk.Client(_gateway);
        var before = Sent;

        var error = await Assert.ThrowsAnyAsync<AnthropicException>(() => client.Messages.Create(Sdk.Ask(new string('x', 33 << 20))));

        // The connection is closed on the rest of the body, so a client that doesn't look early sees a broken pipe instead.
        if (error is AnthropicApiException answered) Assert.Equal(413, (int)answered.StatusCode);
        Assert.Equal(0, Sent - before);
    }

    [Fact]
    public async Task An_error_within_a_stream_is_an_exception_after_the_events_so_far()
    {
        using var client = Sdk.Client(_gateway);
        var seen = 0;

        await Assert.ThrowsAsync<AnthropicSseException>(async () =>
        {
            await foreach (var _ in client.Messages.CreateStreaming(Sdk.Ask(script: "out=100; error-after=6"))) seen++;
        });

        Assert.True(seen >= 4, $"{seen} events came before the error");
    }
}
