using System.Text;
using Claviger.Core.Contracts;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>S2, R6: what a key may not do sends nothing upstream.</summary>
public sealed class Key_rules_hold(SharedGateway gateway) : IClassFixture<SharedGateway>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await gateway.BeginAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_model_outside_the_keys_list_is_a_403_also_as_a_fallback()
    {
        var key = await KeyAsync("models", request => request with { Models = ["claude-haiku-*"] });
        Assert.Equal(200, (await AskAsync(key, RawRequest.Hello)).Status);
        await gateway.BeginAsync();

        await Refusals.ExpectAsync(gateway, await AskAsync(key, RawRequest.Hello.Replace("haiku", "sonnet", StringComparison.Ordinal)), 403, "permission_error");
        await gateway.BeginAsync();
        var fallback = RawRequest.Hello.Replace("\"max_tokens\"", "\"fallbacks\":[{\"model\":\"claude-sonnet-4-5\"}],\"max_tokens\"", StringComparison.Ordinal);
        await Refusals.ExpectAsync(gateway, await AskAsync(key, fallback), 403, "permission_error");
    }

    [Fact]
    public async Task More_max_tokens_than_the_keys_ceiling_is_a_400()
    {
        var key = await KeyAsync("ceiling", request => request with { MaxTokensCeiling = 1024 });
        Assert.Equal(200, (await AskAsync(key, RawRequest.Hello)).Status);
        await gateway.BeginAsync();

        await Refusals.ExpectAsync(gateway, await AskAsync(key, RawRequest.Hello.Replace("1024", "1025", StringComparison.Ordinal)), 400, "invalid_request_error");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x-forwarded-for: 10.1.2.3")]
    [InlineData("forwarded: for=10.1.2.3")]
    [InlineData("x-real-ip: 10.1.2.3")]
    public async Task Another_network_is_a_403_whatever_the_headers_claim(string header)
    {
        var key = await KeyAsync("net" + header.Length, request => request with { Networks = ["10.0.0.0/8"] });
        string[] headers = header.Length > 0 ? [header] : [];

        await Refusals.ExpectAsync(gateway, await AskAsync(key, RawRequest.Hello, headers), 403, "permission_error");
        await gateway.BeginAsync();
        await Refusals.ExpectAsync(gateway, await gateway.AskAsync(RawRequest.Get("/v1/models", key, headers)), 403, "permission_error");
    }

    private async Task<string> KeyAsync(string service, Func<CreateApiKeyRequest, CreateApiKeyRequest> with) =>
        (await gateway.Gateway.CreateKeyAsync("Production", "production", service, with)).Secret;

    private Task<RawAnswer> AskAsync(string key, string body, params string[] headers) => gateway.AskAsync(RawRequest.Message(key, body, headers));
}
