using System.Text;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>R14: there is no way upstream beside the declared routes.</summary>
public sealed class Paths_without_a_route_lead_nowhere(SharedGateway gateway) : IClassFixture<SharedGateway>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await gateway.BeginAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("POST", "/v1/nothing")]
    [InlineData("POST", "/v1/messages/")]
    [InlineData("POST", "/v1/messages/x")]
    [InlineData("POST", "/v1/messages%2Fbatches")]
    [InlineData("POST", "/v1/messages%2fcount_tokens")]
    [InlineData("POST", "/v1/%6Dessages")]
    [InlineData("POST", "/v1/messages%00")]
    [InlineData("POST", "/v1/messages%20")]
    [InlineData("POST", "/v1/messages;x=1")]
    [InlineData("POST", "/v1/messages\\batches")]
    [InlineData("POST", "//v1/messages")]
    [InlineData("POST", "/v1//messages")]
    [InlineData("POST", "/v1/./messages")]
    [InlineData("POST", "/v1/x/../messages")]
    [InlineData("POST", "/../v1/messages")]
    [InlineData("POST", "/v1/organizations/../messages")]
    [InlineData("POST", "/v1/%2e%2e/v1/messages")]
    [InlineData("POST", "/V1/messages")]
    [InlineData("POST", "/v1/MESSAGES")]
    [InlineData("POST", "/")]
    [InlineData("POST", "/messages")]
    [InlineData("POST", "/v2/messages")]
    [InlineData("POST", "/api/hello")]
    [InlineData("POST", "/_sim/reset")]
    [InlineData("POST", "http://gateway/v1/messages")]
    [InlineData("POST", "http://elsewhere.example/v1/messages")]
    [InlineData("GET", "/v1/messages")]
    [InlineData("PUT", "/v1/messages")]
    [InlineData("PATCH", "/v1/messages")]
    [InlineData("DELETE", "/v1/messages")]
    [InlineData("HEAD", "/v1/messages")]
    [InlineData("OPTIONS", "/v1/messages")]
    [InlineData("TRACE", "/v1/messages")]
    [InlineData("post", "/v1/messages")]
    [InlineData("BREW", "/v1/messages")]
    [InlineData("GET", "/v1/models/")]
    [InlineData("GET", "/v1/models/..")]
    [InlineData("GET", "/v1/models/%2e%2e")]
    [InlineData("GET", "/v1/models/a%2Fb")]
    [InlineData("GET", "/v1/models/a/b")]
    [InlineData("GET", "/v1/files/../models")]
    public async Task An_undeclared_path_or_method_is_refused_in_the_envelope(string method, string target)
    {
        var request = method is "POST" or "post" or "PUT" or "PATCH" or "BREW"
            ? [.. Encoding.ASCII.GetBytes($"{method} "), .. RawRequest.Post(target, gateway.Key, Encoding.UTF8.GetBytes(RawRequest.Hello)).AsSpan("POST ".Length)]
            : RawRequest.Bodyless(method, target, gateway.Key);
        var answer = await gateway.AskAsync(request, bodyless: method == "HEAD");

        if (method == "HEAD") Assert.Equal(404, answer.Status);
        else if (answer.Status is 400 or 405 && answer.Body.Length == 0) await Refusals.ExpectNothingHappenedAsync(gateway); // refused below the gateway
        else await Refusals.ExpectAsync(gateway, answer, 404, "not_found_error");
        Assert.InRange(answer.Status, 400, 405);
    }

    [Theory]
    [InlineData("POST", "/v1/sessions")]
    [InlineData("POST", "/v1/sessions/sess_1/events")]
    [InlineData("GET", "/v1/agents")]
    [InlineData("DELETE", "/v1/vaults/v_1/credentials/c_1")]
    [InlineData("POST", "/v1/chat/completions")]
    [InlineData("POST", "/v1/complete")]
    [InlineData("POST", "/v1/oauth/token")]
    [InlineData("POST", "/v1/memory_stores/m/memories?beta=true")]
    public async Task What_could_spend_unmetered_is_a_501(string method, string target)
    {
        var request = method == "POST" ? RawRequest.Post(target, gateway.Key, "{}"u8) : RawRequest.Bodyless(method, target, gateway.Key);
        await Refusals.ExpectAsync(gateway, await gateway.AskAsync(request), 501, "not_supported");
    }
}
