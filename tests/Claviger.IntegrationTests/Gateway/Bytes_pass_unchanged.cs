using System.Text;
using Claviger.IntegrationTests.Hosting;
using Claviger.Simulator;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>R11: what the client wrote is what upstream reads, and what upstream wrote is what the client reads.</summary>
public sealed class Bytes_pass_unchanged(SharedGateway gateway) : IClassFixture<SharedGateway>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await gateway.BeginAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(RawRequest.Hello)]
    [InlineData("""{ "model" : "claude-haiku-4-5","max_tokens":16 ,"messages":[{"role":"user","content":"a\u0041\/\n"}],"new_field":{"deep":[1,2.50,1e3,null]},"\u0074op":1}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"text","text":"é日本🙂"},{"type":"future_block","x":1}]}],"max_tokens":16,"model":"claude-haiku-4-5","metadata":{"user_id":"u"}} """)]
    public async Task A_request_body_reaches_upstream_byte_for_byte(string body)
    {
        var answer = await gateway.AskAsync(RawRequest.Message(gateway.Key, body));

        Assert.Equal(200, answer.Status);
        Assert.Equal(Encoding.UTF8.GetBytes(body), Assert.Single(gateway.Simulator.Recorded).Body);
    }

    [Fact]
    public async Task A_body_that_arrives_byte_by_byte_is_forwarded_whole()
    {
        using var client = await RawConnection.OpenAsync(gateway.Url);
        foreach (var one in RawRequest.Message(gateway.Key, RawRequest.Hello)) await client.SendAsync(new[] { one });
        var answer = await client.ReadAnswerAsync();

        Assert.Equal(200, answer.Status);
        Assert.Equal(RawRequest.Hello, Encoding.UTF8.GetString(Assert.Single(gateway.Simulator.Recorded).Body));
    }

    [Theory]
    [InlineData("out=40")]
    [InlineData("out=40; unicode; split")]
    [InlineData("out=40; chunk=1")]
    [InlineData("out=40; burst")]
    [InlineData("out=40; chunk=7; unicode; unknown-event=3; ping=4")]
    [InlineData("out=40; unknown-event=2; malformed-event=2; message-deltas=3")]
    [InlineData("out=900; think=300; tool=2; search=1; size=20000; unicode")]
    [InlineData("size=200000; out=500; delta=500")]
    [InlineData("end-after=4; out=40")]
    public async Task A_stream_reaches_the_client_byte_for_byte(string script)
    {
        var direct = await RawRequest.AskAsync(
            gateway.Simulator.Address.ToString(), RawRequest.Message(SimulatorOptions.DefaultUpstreamKey, RawRequest.HelloStream, "x-sim: " + script));
        var passed = await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.HelloStream, "x-sim: " + script));

        Assert.Equal((200, 200), (direct.Status, passed.Status));
        Assert.True(direct.IsWhole && passed.IsWhole);
        Assert.Equal(direct.Text, passed.Text);
        Assert.True(direct.Body.AsSpan().SequenceEqual(passed.Body));
        Assert.Equal("text/event-stream; charset=utf-8", passed.Head.One("content-type"));
        Assert.Equal("no-cache", passed.Head.One("cache-control"));
    }

    [Theory]
    [InlineData("out=40; unicode")]
    [InlineData("size=200000; out=40")]
    [InlineData("size=5000; out=40; chunk=1")]
    [InlineData("out=900; think=300; tool=2; search=1")]
    public async Task A_plain_answer_reaches_the_client_byte_for_byte(string script)
    {
        var direct = await RawRequest.AskAsync(
            gateway.Simulator.Address.ToString(), RawRequest.Message(SimulatorOptions.DefaultUpstreamKey, RawRequest.Hello, "x-sim: " + script));
        var passed = await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.Hello, "x-sim: " + script));

        Assert.Equal((200, 200), (direct.Status, passed.Status));
        Assert.True(direct.Body.AsSpan().SequenceEqual(passed.Body));
        Assert.Equal(direct.Head.One("content-type"), passed.Head.One("content-type"));
    }

    [Fact]
    public async Task Upstream_is_asked_for_plain_bytes_whatever_the_client_accepts()
    {
        var answer = await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.Hello, "x-sim: gzip; out=5", "accept-encoding: gzip, br"));

        Assert.Null(answer.Head.One("content-encoding"));
        Assert.StartsWith("{", answer.Text, StringComparison.Ordinal);
        Assert.Equal(["identity"], Assert.Single(gateway.Simulator.Recorded).HeaderValues("accept-encoding"));
        Assert.Equal(gateway.Simulator.Bill.Total.Nanos, Assert.Single(await gateway.RowsAsync()).CostNanos);
    }

    [Theory]
    [InlineData("/v1/messages?beta=true")]
    [InlineData("/v1/messages?beta=true&x=%41%2f%20&y=a+b;c&&z")]
    [InlineData("/v1/messages?")]
    [InlineData("/v1/messages?q=/v1/messages/batches/../x")]
    public async Task The_query_decides_no_route_and_passes_as_it_is(string target)
    {
        var answer = await gateway.AskAsync(RawRequest.Post(target, gateway.Key, Encoding.UTF8.GetBytes(RawRequest.Hello)));

        Assert.Equal(200, answer.Status);
        Assert.Equal(target.TrimEnd('?'), Assert.Single(gateway.Simulator.Recorded).Target.TrimEnd('?'));
        Assert.Equal(gateway.Simulator.Bill.Total.Nanos, Assert.Single(await gateway.RowsAsync()).CostNanos);
    }

    [Theory]
    [InlineData("HEAD", "/")]
    [InlineData("HEAD", "/api/hello")]
    [InlineData("GET", "/api/hello")]
    public async Task Reachability_probes_are_answered_here_without_a_key(string method, string target)
    {
        var answer = await gateway.AskAsync(RawRequest.Bodyless(method, target, null), bodyless: method == "HEAD");

        Assert.Equal(200, answer.Status);
        Assert.Equal(0, gateway.Simulator.Bill.Requests);
    }

    [Fact]
    public async Task One_connection_serves_request_after_request_also_when_they_come_at_once()
    {
        using var client = await RawConnection.OpenAsync(gateway.Url);
        var request = RawRequest.Message(gateway.Key, RawRequest.HelloStream, "x-sim: out=20");
        await client.SendAsync((byte[])[.. request, .. request, .. request]);
        var answers = new List<RawAnswer>();
        for (var i = 0; i < 3; i++) answers.Add(await client.ReadAnswerAsync());

        Assert.All(answers, answer => Assert.EndsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n", answer.Text, StringComparison.Ordinal));
        Assert.Equal(3, (await gateway.RowsAsync()).Count);
    }
}
