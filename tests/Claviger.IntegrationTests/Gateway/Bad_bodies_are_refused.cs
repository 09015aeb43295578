using System.Text;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>R14, R4, D11: what can't be read in one way, or priced, never reaches upstream.</summary>
public sealed class Bad_bodies_are_refused(SharedGateway gateway) : IClassFixture<SharedGateway>, IAsyncLifetime
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";

    public async ValueTask InitializeAsync() => await gateway.BeginAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"model\"")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":16," + Messages)]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":16," + Messages + "}{}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":16," + Messages + "},")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":16,}")]
    [InlineData("{'model':'claude-haiku-4-5'}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",/**/\"max_tokens\":16," + Messages + "}")]
    [InlineData("\uFEFF{\"model\":\"claude-haiku-4-5\",\"max_tokens\":16," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\"," + Messages + "}")]
    [InlineData("{\"max_tokens\":16," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":16}")]
    [InlineData("{\"model\":7,\"max_tokens\":16," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":\"16\"," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":-1," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":1.5," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":1e2," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":99999999999999999999," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":null," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":16,\"stream\":\"true\"," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":1,\"max_tokens\":16," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":1,\"max\\u005ftokens\":16," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"model\":\"claude-opus-4-5\",\"max_tokens\":16," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":16," + Messages + "," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":16,\"x\":\"\\ud800\"," + Messages + "}")]
    // Options that have no price.
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":16,\"speed\":\"fast\"," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":16,\"speed\":\"ludicrous\"," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":16,\"inference_geo\":\"mars\"," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":16,\"service_tier\":\"gold\"," + Messages + "}")]
    [InlineData("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":16,\"tools\":[{\"type\":\"teleport_20300101\",\"name\":\"teleport\"}]," + Messages + "}")]
    public async Task A_body_that_is_no_request_is_a_400(string body)
    {
        var answer = await gateway.AskAsync(RawRequest.Message(gateway.Key, body));

        await Refusals.ExpectAsync(gateway, answer, 400, "invalid_request_error");
    }

    [Theory]
    [InlineData("claude-unheard-of")]
    [InlineData("gpt-4")]
    [InlineData("Claude-Haiku-4-5")]
    [InlineData("claude-haiku-4-5 ")]
    public async Task An_unknown_model_is_a_404_before_upstream(string model)
    {
        var answer = await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.Hello.Replace("claude-haiku-4-5", model, StringComparison.Ordinal)));

        await Refusals.ExpectAsync(gateway, answer, 404, "not_found_error");
    }

    [Fact]
    public async Task Bytes_that_are_not_utf_8_are_a_400()
    {
        var body = Encoding.Latin1.GetBytes(RawRequest.Hello.Replace("Hello", "\u00e9\u00ff", StringComparison.Ordinal));

        await Refusals.ExpectAsync(gateway, await gateway.AskAsync(RawRequest.Post("/v1/messages", gateway.Key, body)), 400, "invalid_request_error");
    }

    [Fact]
    public async Task A_body_nested_beyond_reason_is_a_400()
    {
        var deep = RawRequest.Hello.Replace("\"max_tokens\"", $"\"x\":{new string('[', 100_000)}{new string(']', 100_000)},\"max_tokens\"", StringComparison.Ordinal);

        await Refusals.ExpectAsync(gateway, await gateway.AskAsync(RawRequest.Message(gateway.Key, deep)), 400, "invalid_request_error");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/jsonx")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("")]
    public async Task Another_content_type_is_a_400(string type)
    {
        var request = RawRequest.Message(gateway.Key, RawRequest.Hello);
        var text = Encoding.UTF8.GetString(request).Replace("content-type: application/json", "content-type: " + type, StringComparison.Ordinal);

        await Refusals.ExpectAsync(gateway, await gateway.AskAsync(Encoding.UTF8.GetBytes(text)), 400, "invalid_request_error");
    }

    [Theory]
    [InlineData("content-encoding: gzip")]
    [InlineData("content-encoding: identity, gzip")]
    [InlineData("content-type: application/json")] // a second one
    [InlineData("anthropic-workspace-id: wrkspc_01Another")]
    [InlineData("anthropic-workspace-id: default")]
    public async Task A_header_that_changes_what_the_request_is_is_a_400(string header)
    {
        var answer = await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.Hello, header));

        await Refusals.ExpectAsync(gateway, answer, 400, "invalid_request_error");
    }

    [Fact]
    public async Task The_keys_own_workspace_may_be_named_and_no_other()
    {
        var own = "anthropic-workspace-id: " + gateway.Gateway.Key.ApiKey.Scope.WorkspaceId;
        Assert.Equal(200, (await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.Hello, own))).Status);
        Assert.Empty(Assert.Single(gateway.Simulator.Recorded).HeaderValues("anthropic-workspace-id"));

        await gateway.BeginAsync();
        var foreign = "anthropic-workspace-id: " + gateway.Gateway.OtherKey.ApiKey.Scope.WorkspaceId;
        await Refusals.ExpectAsync(gateway, await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.Hello, foreign)), 400, "invalid_request_error");
        await gateway.BeginAsync();
        await Refusals.ExpectAsync(gateway, await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.Hello, own, foreign)), 400, "invalid_request_error");
    }

    [Fact]
    public async Task A_body_declared_too_large_is_a_413_without_reading_it()
    {
        using var client = await RawConnection.OpenAsync(gateway.Url);
        await client.SendAsync($"POST /v1/messages HTTP/1.1\r\nhost: x\r\nx-api-key: {gateway.Key}\r\ncontent-type: application/json\r\ncontent-length: 33554433\r\n\r\n");
        var answer = await client.ReadAnswerAsync();

        await Refusals.ExpectAsync(gateway, answer, 413, "request_too_large");
        Assert.True(answer.Head.SaysClose);
    }

    [Fact]
    public async Task A_body_cut_short_of_its_length_sends_nothing()
    {
        using (var client = await RawConnection.OpenAsync(gateway.Url))
        {
            var request = RawRequest.Message(gateway.Key, RawRequest.Hello);
            await client.SendAsync(request.AsMemory(0, request.Length - 1));
            client.ShutDownSending();
            if (await client.TryReadHeadAsync() is { } head) Assert.Equal(400, head.Status);
        }

        await Refusals.ExpectNothingHappenedAsync(gateway);
    }
}
