using System.Net;
using System.Net.Sockets;
using System.Text;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>R2, R3, I2, I3: however upstream fails, one row, never below its bill; and the client can tell a broken answer from a whole one.</summary>
public sealed class Upstream_faults_are_settled(SharedGateway gateway) : IClassFixture<SharedGateway>, IAsyncLifetime
{
    private const string Answer = "in=700; out=40; read=50; w5=20";
    private const int Events = 11; // start, ping, block start, 5 deltas, block stop, delta, stop

    public async ValueTask InitializeAsync() => await gateway.BeginAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("cut-after")]
    [InlineData("end-after")]
    [InlineData("error-after")]
    public async Task A_stream_that_breaks_at_any_event_is_booked_once_at_or_above_the_bill(string fault)
    {
        for (var at = 0; at < Events; at++)
        {
            await gateway.BeginAsync();
            var answer = await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.HelloStream, $"x-sim: {Answer}; {fault}={at}"));
            await gateway.Simulator.WhenIdleAsync();

            Assert.Equal(fault != "cut-after" || at == 0, answer.IsWhole); // only a cut connection may look like one
            if (at == 0 && fault == "cut-after") Assert.Equal("api_error", answer.Error().Type);
            else Assert.Equal((200, at + (fault == "error-after" ? 1 : 0)), (answer.Status, RawConnection.Events(answer.Body)));
            var row = Assert.Single(await gateway.RowsAsync());
            Assert.Equal(answer.Status, row.Status);
            Assert.True(row.CostNanos >= gateway.Simulator.Bill.Total.Nanos, $"{row.CostNanos} below {gateway.Simulator.Bill.Total.Nanos} at {at}");
            if (at == Events - 1) Assert.Equal((UsageOutcome.Completed, gateway.Simulator.Bill.Total.Nanos), (row.Outcome, row.CostNanos));
            else Assert.Equal(at == 0 ? UsageOutcome.WorstCase : UsageOutcome.CutShort, row.Outcome);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_plain_answer_that_breaks_is_a_502_at_the_worst_case(int bytes)
    {
        var answer = await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.Hello, $"x-sim: {Answer}; cut-after={bytes}"));

        Assert.Equal((502, "api_error"), (answer.Status, answer.Error().Type));
        Assert.Equal(gateway.Gateway.Key.ApiKey.Scope.WorkspaceId, answer.Head.One("anthropic-workspace-id"));
        Assert.Equal("true", answer.Head.One("x-should-retry"));
        var row = Assert.Single(await gateway.RowsAsync());
        Assert.Equal((UsageOutcome.WorstCase, 502), (row.Outcome, row.Status));
        Assert.True(row.CostNanos >= gateway.Simulator.Bill.Total.Nanos);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(529)]
    public async Task An_error_of_upstreams_costs_nothing_and_each_retry_is_a_row_of_its_own(int status)
    {
        gateway.Simulator.Enqueue($"status={status}; retry-after=3");
        gateway.Simulator.Enqueue($"status={status}");
        foreach (var expected in new[] { status, status, 200 })
            Assert.Equal(expected, (await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.Hello))).Status);

        var rows = await gateway.RowsAsync();
        Assert.Equal([UsageOutcome.UpstreamError, UsageOutcome.UpstreamError, UsageOutcome.Completed], rows.Select(row => row.Outcome));
        Assert.Equal([0, 0, gateway.Simulator.Bill.Total.Nanos], rows.Select(row => row.CostNanos));
        Assert.Equal(3, gateway.Simulator.Bill.Requests);
    }

    [Fact]
    public async Task An_upstream_that_is_down_is_a_502_and_costs_nothing()
    {
        using var reserved = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // bound and not listening: nobody else gets it, and it refuses
        await using var own = await TestGateway.StartAsync(serverConfig: config => config with { UpstreamUrl = new Uri($"http://{reserved.LocalEndPoint}") });
        foreach (var body in new[] { RawRequest.Hello, RawRequest.HelloStream })
        {
            var answer = await RawRequest.AskAsync(own.Url, RawRequest.Message(own.Key.Secret, body));
            Assert.Equal((502, "api_error"), (answer.Status, answer.Error().Type));
        }

        var rows = await own.RowsAsync();
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Equal((UsageOutcome.UpstreamError, 502, 0L), (row.Outcome, row.Status, row.CostNanos)));
    }

    [Fact]
    public async Task Usage_that_cannot_be_read_and_answers_that_are_no_answers_cost_the_worst_case()
    {
        await using var upstream = RawUpstream.Start();
        await using var own = await TestGateway.StartAsync(serverConfig: config => config with { UpstreamUrl = upstream.Address });
        string[] passed =
        [
            Json("""{"type":"message"}"""), Json("""{"usage":null}"""), Json("""{"usage":{"input_tokens":1}}"""), Json("""{"usage":{"input_tokens":-1,"output_tokens":1}}"""),
            Json("""{"usage":{"input_tokens":"1","output_tokens":1}}"""), Json("""{"usage":{"input_tokens":1e99,"output_tokens":1}}"""), Json("not json"), Json(""),
            "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: text/html\r\ncontent-length: 4\r\n\r\n<ok>", "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n",
            Stream("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":true}}}\n\n"), Stream("data: [DONE]\n\n"), Stream(""), Stream("\0\0\0"),
        ];
        string[] broken = ["", "garbage\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 50\r\ncontent-type: application/json\r\n\r\n{\"us", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n", "HTTP/1.1 200 OK\r\ncontent-length: x\r\n"];
        foreach (var text in passed.Concat(broken))
        {
            upstream.Answer(async stream =>
            {
                await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
                if (broken.Contains(text)) throw new IOException("hang up");
            });
            var answer = await RawRequest.AskAsync(own.Url, RawRequest.Message(own.Key.Secret, RawRequest.Hello));
            if (broken.Contains(text)) Assert.True(answer.Status == 502 && answer.Error().Type == "api_error", text);
            else Assert.True(answer.Status is 200 or 204 && answer.IsWhole, text);
        }

        var rows = await own.RowsAsync();
        Assert.Equal(passed.Length + broken.Length, rows.Count);
        Assert.All(rows, row => Assert.Equal(UsageOutcome.WorstCase, row.Outcome));
        Assert.Single(rows.Select(row => row.CostNanos).Distinct());
        Assert.All(rows, row => Assert.True(row.CostNanos >= 1024 * 5_000)); // max_tokens of output at the least
    }

    // "connection: close", because this upstream hangs up after each answer: a connection that the gateway kept could be gone when it is used again.
    private static string Json(string body) => $"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {body.Length}\r\n\r\n{body}";

    private static string Stream(string body) => $"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\ncontent-length: {body.Length}\r\n\r\n{body}";
}
