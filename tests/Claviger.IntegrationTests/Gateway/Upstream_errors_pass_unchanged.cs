using System.Text;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>R11, R3: an error of upstream's reaches the client as it is and costs nothing.</summary>
public sealed class Upstream_errors_pass_unchanged : IAsyncLifetime
{
    private RawUpstream _upstream = null!;
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _upstream = RawUpstream.Start();
        _gateway = await TestGateway.StartAsync(serverConfig: config => config with { UpstreamUrl = _upstream.Address });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task Body_request_id_and_retry_after_pass_byte_for_byte()
    {
        foreach (var status in new[] { 400, 402, 403, 404, 409, 413, 422, 429, 500, 503, 504, 529 })
        {
            foreach (var stream in new[] { false, true })
            {
                var body = $$"""{ "type":"error","error":{"type":"some_error","details":{"x":[1]},"message":"naïve {{status}}"},"request_id":"req_upstream{{status}}" }  """;
                var bytes = Encoding.UTF8.GetBytes(body);
                _upstream.Answer(Encoding.Latin1.GetBytes($"HTTP/1.1 {status} Whatever\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: {bytes.Length}\r\nrequest-id: req_upstream{status}\r\nretry-after: 17\r\nx-should-retry: true\r\n\r\n"), bytes);

                var answer = await RawRequest.AskAsync(_gateway.Url, RawRequest.Message(_gateway.Key.Secret, stream ? RawRequest.HelloStream : RawRequest.Hello));

                Assert.Equal((status, body), (answer.Status, answer.Text));
                Assert.Equal($"req_upstream{status}", answer.Head.One("request-id"));
                Assert.Equal("17", answer.Head.One("retry-after"));
                Assert.Equal("true", answer.Head.One("x-should-retry"));
                Assert.Equal("application/json; charset=utf-8", answer.Head.One("content-type"));
            }
        }

        var rows = await _gateway.RowsAsync();
        Assert.Equal(24, rows.Count);
        Assert.All(rows, row => Assert.Equal((UsageOutcome.UpstreamError, 0L), (row.Outcome, row.CostNanos)));
        Assert.Equal(24, _upstream.Received.Count); // and none of them was tried again here
    }

    [Fact]
    public async Task A_refused_upstream_credential_is_never_the_clients_401()
    {
        _upstream.Answer("HTTP/1.1 401 Unauthorized\r\ncontent-length: 6\r\nwww-authenticate: canary\r\nrequest-id: req_u\r\n\r\ncanary");
        var answer = await RawRequest.AskAsync(_gateway.Url, RawRequest.Message(_gateway.Key.Secret, RawRequest.Hello));

        Assert.Equal(502, answer.Status);
        Assert.Equal("api_error", answer.Error().Type);
        Assert.DoesNotContain("canary", answer.Text, StringComparison.Ordinal);
        var row = Assert.Single(await _gateway.RowsAsync());
        Assert.Equal((UsageOutcome.UpstreamError, 502, 0L), (row.Outcome, row.Status, row.CostNanos));
    }

    [Fact]
    public async Task A_redirect_is_passed_and_never_followed()
    {
        await using var elsewhere = RawUpstream.Start();
        _upstream.Answer($"HTTP/1.1 307 Temporary Redirect\r\nlocation: {elsewhere.Address}v1/messages\r\ncontent-length: 0\r\n\r\n");
        var answer = await RawRequest.AskAsync(_gateway.Url, RawRequest.Message(_gateway.Key.Secret, RawRequest.Hello));

        Assert.Equal(307, answer.Status);
        Assert.Empty(elsewhere.Received);
        Assert.Equal(0, Assert.Single(await _gateway.RowsAsync()).CostNanos);
    }
}
