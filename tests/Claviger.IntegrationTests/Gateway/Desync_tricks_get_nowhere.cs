using System.Text;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>
/// R14, D11: a request that two parsers could cut differently is refused and its connection closed, so that nothing smuggled behind it
/// is ever taken for a request. Every trick carries an honest request in its tail: it must not be answered.
/// </summary>
public sealed class Desync_tricks_get_nowhere(SharedGateway gateway) : IClassFixture<SharedGateway>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await gateway.BeginAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("content-length: BODY|transfer-encoding: chunked")]
    [InlineData("transfer-encoding: chunked|content-length: BODY")]
    [InlineData("content-length: BODY|transfer-encoding: identity")]
    [InlineData("content-length: BODY|transfer-encoding: xchunked")]
    [InlineData("content-length: BODY|transfer-encoding : chunked")]
    [InlineData("content-length: BODY|Transfer-Encoding:\tchunked")]
    [InlineData("content-length: BODY|transfer-encoding: chunked, identity")]
    [InlineData("content-length: BODY|content-length: 5")]
    [InlineData("content-length: BODY|content-length: BODY")]
    [InlineData("content-length: BODY, BODY")]
    [InlineData("content-length: BODY, 5")]
    [InlineData("content-length: -1")]
    [InlineData("content-length: 000000000000000000000000000000BODY")]
    [InlineData("content-length: 0x5")]
    [InlineData("content-length: 5 5")]
    [InlineData("content-length: 99999999999999999999")]
    [InlineData("content-length :BODY")]
    [InlineData(" content-length: BODY")]
    [InlineData("x-folded: a|  content-length: 5|content-length: BODY")]
    [InlineData("content-length: BODY|x-nul: a\0b")]
    [InlineData("content-length: BODY|x-cr: a\rb")]
    [InlineData("content-length: BODY|no colon at all")]
    [InlineData("content-length: BODY|: no name")]
    [InlineData("content-length: BODY|x y: bad name")]
    public async Task A_request_with_two_readings_is_refused_and_nothing_behind_it_is_read(string headers)
    {
        var body = RawRequest.Hello;
        var lines = headers.Replace("BODY", Encoding.UTF8.GetByteCount(body).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("|", "\r\n", StringComparison.Ordinal);
        var smuggled = Encoding.UTF8.GetString(RawRequest.Message(gateway.Key, RawRequest.Hello));
        await RefusedAndClosedAsync($"POST /v1/messages HTTP/1.1\r\nhost: x\r\nanthropic-version: 2023-06-01\r\nx-api-key: {gateway.Key}\r\ncontent-type: application/json\r\n{lines}\r\n\r\n{body}{smuggled}");
    }

    [Theory]
    [InlineData("POST /v1/messages HTTP/1.1\nhost: x\nanthropic-version: 2023-06-01\nx-api-key: KEY\ncontent-type: application/json\ncontent-length: LEN\n\n")]
    [InlineData("POST /v1/messages HTTP/1.1\r\nhost: x\nanthropic-version: 2023-06-01\r\nx-api-key: KEY\r\ncontent-type: application/json\r\ncontent-length: LEN\r\n\r\n")]
    [InlineData("POST /v1/messages HTTP/1.1\r\nhost: x\r\nanthropic-version: 2023-06-01\r\nx-api-key: KEY\r\ncontent-type: application/json\r\ncontent-length: LEN\r\n\n")]
    [InlineData("POST /v1/messages HTTP/1.1\r\nanthropic-version: 2023-06-01\r\nx-api-key: KEY\r\ncontent-type: application/json\r\ncontent-length: LEN\r\n\r\n")] // no host
    [InlineData("POST /v1/messages HTTP/1.1\r\nhost: x\r\nhost: y\r\nanthropic-version: 2023-06-01\r\nx-api-key: KEY\r\ncontent-type: application/json\r\ncontent-length: LEN\r\n\r\n")]
    [InlineData("POST  /v1/messages HTTP/1.1\r\nhost: x\r\nanthropic-version: 2023-06-01\r\nx-api-key: KEY\r\ncontent-type: application/json\r\ncontent-length: LEN\r\n\r\n")]
    [InlineData("POST /v1/mess ages HTTP/1.1\r\nhost: x\r\nanthropic-version: 2023-06-01\r\nx-api-key: KEY\r\ncontent-type: application/json\r\ncontent-length: LEN\r\n\r\n")]
    [InlineData("POST /v1/messages HTTP/1.2\r\nhost: x\r\nanthropic-version: 2023-06-01\r\nx-api-key: KEY\r\ncontent-type: application/json\r\ncontent-length: LEN\r\n\r\n")]
    [InlineData("POST /v1/messages HTTP/2.0\r\nhost: x\r\nanthropic-version: 2023-06-01\r\nx-api-key: KEY\r\ncontent-type: application/json\r\ncontent-length: LEN\r\n\r\n")]
    [InlineData("POST /v1/messages\r\nhost: x\r\nanthropic-version: 2023-06-01\r\nx-api-key: KEY\r\ncontent-type: application/json\r\ncontent-length: LEN\r\n\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001")]
    public async Task A_malformed_head_is_refused_and_nothing_behind_it_is_read(string head)
    {
        var length = Encoding.UTF8.GetByteCount(RawRequest.Hello).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var smuggled = Encoding.UTF8.GetString(RawRequest.Message(gateway.Key, RawRequest.Hello));
        await RefusedAndClosedAsync(head.Replace("KEY", gateway.Key, StringComparison.Ordinal).Replace("LEN", length, StringComparison.Ordinal) + RawRequest.Hello + smuggled);
    }

    [Theory]
    [InlineData("POST", "/v1/messages", "KEY", 411)]
    [InlineData("POST", "/v1/messages/count_tokens", "KEY", 411)]
    [InlineData("POST", "/v1/messages/batches", "KEY", 411)]
    [InlineData("POST", "/v1/files", "KEY", 411)]
    [InlineData("GET", "/v1/models", "KEY", 411)]
    [InlineData("POST", "/v1/messages", "nonsense", 401)]
    [InlineData("POST", "/v1/nothing", "KEY", 404)]
    [InlineData("POST", "/v1/sessions", "KEY", 501)]
    public async Task A_chunked_body_is_refused_and_the_connection_closed(string method, string path, string key, int status)
    {
        var smuggled = Encoding.UTF8.GetString(RawRequest.Message(gateway.Key, RawRequest.Hello));
        using var client = await RawConnection.OpenAsync(gateway.Url);
        await client.SendAsync($"{method} {path} HTTP/1.1\r\nhost: x\r\nx-api-key: {key.Replace("KEY", gateway.Key, StringComparison.Ordinal)}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n{smuggled}");
        var answer = await client.ReadAnswerAsync();

        Assert.Equal(status, answer.Status);
        Assert.Equal(answer.Head.One("request-id"), answer.Error().RequestId);
        Assert.True(answer.Head.SaysClose);
        Assert.True(await client.IsClosedAsync());
        await Refusals.ExpectNothingHappenedAsync(gateway);
    }

    [Fact]
    public async Task Headers_beyond_reason_are_refused_and_the_server_goes_on()
    {
        await RefusedAndClosedAsync($"POST /v1/messages HTTP/1.1\r\nhost: x\r\nanthropic-version: 2023-06-01\r\nx-api-key: {gateway.Key}\r\nx-huge: {new string('a', 100_000)}\r\n\r\n");
        await gateway.BeginAsync();
        await RefusedAndClosedAsync($"POST /v1/messages HTTP/1.1\r\nhost: x\r\n{string.Concat(Enumerable.Range(0, 2_000).Select(i => $"x-{i}: a\r\n"))}\r\n");
        await gateway.BeginAsync();
        await RefusedAndClosedAsync($"POST /v1/messages?{new string('a', 100_000)} HTTP/1.1\r\nhost: x\r\n\r\n");
    }

    private async Task RefusedAndClosedAsync(string request)
    {
        using var client = await RawConnection.OpenAsync(gateway.Url);
        try
        {
            await client.SendAsync(request);
        }
        catch (System.Net.Sockets.SocketException)
        {
            // Closed while more was coming: fine.
        }

        if (await client.TryReadHeadAsync() is { } head)
        {
            Assert.InRange(head.Status, 400, 505);
            Assert.NotEqual(500, head.Status);
            await client.ReadRestAsync(head);
            Assert.True(await client.IsClosedAsync());
        }

        await Refusals.ExpectNothingHappenedAsync(gateway);
    }
}
