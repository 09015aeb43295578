using System.Text;
using Claviger.Core.Keys;
using Claviger.IntegrationTests.Hosting;
using Dapper;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>R6, R11: both auth headers work; whatever is wrong with a credential, the caller sees one and the same 401.</summary>
public sealed class Strangers_get_one_answer(SharedGateway gateway) : IClassFixture<SharedGateway>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await gateway.BeginAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("x-api-key: KEY")]
    [InlineData("Authorization: Bearer KEY")]
    [InlineData("authorization: bearer KEY")]
    [InlineData("x-api-key: KEY|Authorization: Bearer KEY")]
    public async Task A_key_works_in_either_header_and_in_both(string headers)
    {
        var answer = await AskAsync(headers.Replace("KEY", gateway.Key, StringComparison.Ordinal).Split('|'));

        Assert.Equal(200, answer.Status);
        Assert.Single(await gateway.RowsAsync());
    }

    [Fact]
    public async Task Every_wrong_credential_gets_the_same_401_and_sends_nothing_upstream()
    {
        var key = gateway.Key;
        var other = gateway.Gateway.OtherKey.Secret;
        var disabled = await KeyWithStatusAsync("disabled", "inactive");
        var revoked = await KeyWithStatusAsync("revoked", "archived");
        var digest = await DigestOfAsync(key);
        string[][] wrong =
        [
            [], ["x-api-key:"], ["x-api-key: nonsense"], ["x-api-key: " + KeyToken.New(KeyTokenKind.ApiKey)], // unknown
            ["x-api-key: " + key[..^1] + (key[^1] == 'a' ? 'b' : 'a')], // checksum
            ["x-api-key: " + key[..^7] + (key[^7] == 'a' ? 'b' : 'a') + key[^6..]],
            ["x-api-key: " + key.ToUpperInvariant()], ["x-api-key: " + key + " x"], ["x-api-key: " + key + "a"], ["x-api-key: \"" + key + "\""],
            ["x-api-key: " + gateway.Gateway.AdminKey], ["Authorization: Bearer " + gateway.Gateway.AdminKey],
            ["x-api-key: " + disabled], ["Authorization: Bearer " + disabled], ["x-api-key: " + revoked], ["Authorization: Bearer " + revoked],
            ["x-api-key: " + Convert.ToHexString(digest)], ["x-api-key: " + Convert.ToBase64String(digest)], ["x-api-key: clvk_" + Convert.ToHexString(digest)[..60]],
            ["x-api-key: " + Claviger.Simulator.SimulatorOptions.DefaultUpstreamKey],
            ["x-api-key: " + key, "Authorization: Bearer " + other], ["x-api-key: nonsense", "Authorization: Bearer " + key], ["x-api-key:", "Authorization: Bearer " + key],
            ["x-api-key: " + key, "x-api-key: " + key], ["x-api-key: " + key, "X-Api-Key: " + other], ["Authorization: Bearer " + key, "Authorization: Bearer " + key],
            ["Authorization: Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("x:" + key))], ["Authorization: " + key], ["Authorization: Bearer  " + key],
            ["proxy-authorization: Bearer " + key], ["cookie: x-api-key=" + key], ["x-api-key: " + new string('a', 16_000)], ["x-api-key: é" + key[1..]],
            ["x-api-key: nonsense", "x-forwarded-for: 127.0.0.1", "x-forwarded-host: admin", "forwarded: for=127.0.0.1"],
        ];

        string? expected = null;
        foreach (var headers in wrong)
        {
            var answer = await AskAsync(headers);
            Assert.True(answer.Status == 401, $"{answer.Status} for {string.Join(" | ", headers)}");
            var error = answer.Error();
            Assert.Equal(("authentication_error", answer.Head.One("request-id")), (error.Type, error.RequestId));
            var shown = answer.Text.Replace(error.RequestId, "ID", StringComparison.Ordinal)
                + string.Join('\n', answer.Head.Headers.Where(header => header.Key.ToLowerInvariant() is not ("date" or "request-id")).Select(header => $"{header.Key}: {header.Value}"));
            expected ??= shown;
            Assert.Equal(expected, shown);
        }

        Assert.DoesNotContain("anthropic-workspace-id", expected, StringComparison.OrdinalIgnoreCase);
        await Refusals.ExpectNothingHappenedAsync(gateway);
    }

    [Fact]
    public async Task An_expired_key_is_a_stranger_from_the_moment_it_expires()
    {
        var time = new FakeTime();
        await using var own = await TestGateway.StartAsync(clock: time.Clock);
        var expiring = await own.CreateKeyAsync("Production", "production", "expiring", request => request with { ExpiresAt = time.Clock.GetUtcNow().AddMinutes(5) });
        Task<RawAnswer> Ask() => RawRequest.AskAsync(own.Url, RawRequest.Message(expiring.Secret, RawRequest.Hello));

        Assert.Equal(200, (await Ask()).Status);
        time.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(401, (await Ask()).Status);
        Assert.Equal(1, own.Simulator.Bill.Requests);
    }

    [Theory]
    [InlineData("POST", "/v1/messages")]
    [InlineData("POST", "/v1/nothing")]
    [InlineData("GET", "/v1/sessions/x")]
    [InlineData("GET", "/v1/files/file_x")]
    [InlineData("DELETE", "/v2/x")]
    public async Task A_stranger_is_refused_before_the_body_is_read_and_learns_no_path(string method, string path)
    {
        using var client = await RawConnection.OpenAsync(gateway.Url);
        await client.SendAsync($"{method} {path} HTTP/1.1\r\nhost: x\r\nx-api-key: nonsense\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n");
        var answer = await client.ReadAnswerAsync(); // with no byte of the body sent

        Assert.Equal((401, "authentication_error"), (answer.Status, answer.Error().Type));
    }

    private Task<RawAnswer> AskAsync(string[] headers) =>
        gateway.AskAsync(RawRequest.Post("/v1/messages", null, Encoding.UTF8.GetBytes(RawRequest.Hello), headers));

    private async Task<string> KeyWithStatusAsync(string service, string status)
    {
        var made = await gateway.Gateway.CreateKeyAsync("Production", "production", service);
        var (code, _) = await gateway.Gateway.AdminAsync(HttpMethod.Post, "/api_keys/" + made.ApiKey.Id, new { status });
        Assert.Equal(200, (int)code);
        return made.Secret;
    }

    private async Task<byte[]> DigestOfAsync(string key)
    {
        await using var connection = gateway.Gateway.Store.Open();
        var digests = await connection.QueryAsync<byte[]>("SELECT digest FROM api_key_secrets");
        Assert.NotEmpty(key);
        return digests.First();
    }
}
