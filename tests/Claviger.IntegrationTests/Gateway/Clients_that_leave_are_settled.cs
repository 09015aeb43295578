using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>R3, I2, I3: a client that leaves, wherever in its answer, is booked once, never below upstream's bill, and exactly at it when upstream came to its end.</summary>
public sealed class Clients_that_leave_are_settled(SharedGateway gateway) : IClassFixture<SharedGateway>, IAsyncLifetime
{
    private const string Script = "in=700; out=60; read=50; w5=20; ping=2; unknown-event=1; think=8; tool=1; search=1; late-in=30";

    public async ValueTask InitializeAsync() => await gateway.BeginAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task At_every_event_of_a_stream_the_gateway_drains_to_the_exact_cost()
    {
        var settled = new SettledRequests(gateway.Gateway);
        var whole = await gateway.AskAsync(RawRequest.Message(gateway.Key, RawRequest.HelloStream, "x-sim: " + Script));
        await settled.NextAsync();
        var events = RawConnection.Events(whole.Body);
        Assert.InRange(events, 20, 60);

        for (var seen = 0; seen <= events; seen++) // 0: after the head
        {
            gateway.Simulator.Reset();
            using var client = await RawConnection.OpenAsync(gateway.Url);
            await client.SendAsync(RawRequest.Message(gateway.Key, RawRequest.HelloStream, $"x-sim: {Script}; chunk=64"));
            await client.ReadHeadAsync();
            await client.ReadEventsAsync(seen);
            client.Reset();

            var booked = (await settled.NextAsync()).Record;
            await gateway.Simulator.WhenIdleAsync();
            Assert.Equal(1, gateway.Simulator.Bill.Billed);
            Assert.Equal((UsageOutcome.Completed, gateway.Simulator.Bill.Total.Nanos), (booked.Outcome, booked.Cost.Nanos));
        }

        Assert.Equal(events + 2, (await gateway.RowsAsync()).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Before_the_first_byte_of_the_answer_too(bool stream)
    {
        await using var upstream = RawUpstream.Start();
        await using var own = await TestGateway.StartAsync(serverConfig: config => config with { UpstreamUrl = upstream.Address });
        var settled = new SettledRequests(own);
        var (arrived, gone) = (new TaskCompletionSource(), new TaskCompletionSource());
        var message = """{"id":"m","type":"message","model":"claude-haiku-4-5","usage":{"input_tokens":1000,"output_tokens":10}}""";
        var body = stream
            ? $"event: message_start\ndata: {{\"type\":\"message_start\",\"message\":{message}}}\n\nevent: message_delta\ndata: {{\"type\":\"message_delta\",\"delta\":{{\"stop_reason\":\"end_turn\"}},\"usage\":{{\"output_tokens\":10}}}}\n\nevent: message_stop\ndata: {{\"type\":\"message_stop\"}}\n\n"
            : message;
        upstream.Answer(async answer =>
        {
            arrived.SetResult();
            await gone.Task;
            await answer.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\ncontent-type: {(stream ? "text/event-stream" : "application/json")}\r\ncontent-length: {body.Length}\r\n\r\n{body}"));
        });

        using var client = await RawConnection.OpenAsync(own.Url);
        await client.SendAsync(RawRequest.Message(own.Key.Secret, stream ? RawRequest.HelloStream : RawRequest.Hello));
        await arrived.Task;
        client.Reset();
        gone.SetResult();

        Assert.Equal(UsageOutcome.Completed, (await settled.NextAsync()).Record.Outcome);
        var row = Assert.Single(await own.RowsAsync());
        Assert.Equal((1000L, 10L, 1_050_000L), (row.Input, row.Output, row.CostNanos)); // 1,000 at $1 and 10 at $5 a million
    }

    [Fact]
    public async Task When_upstream_goes_on_longer_than_the_drain_limit_the_books_stay_at_or_above_the_bill()
    {
        var time = new FakeTime();
        await using var own = await TestGateway.StartAsync(
            serverConfig: config => config with { DrainLimit = TimeSpan.FromSeconds(10), IdleTimeout = TimeSpan.FromDays(7), ShutdownTimeout = TimeSpan.Zero }, clock: time.Clock);
        var settled = new SettledRequests(own);
        for (var events = 1; events < 11; events += 3)
        {
            own.Simulator.Reset();
            using var client = await RawConnection.OpenAsync(own.Url);
            await client.SendAsync(RawRequest.Message(own.Key.Secret, RawRequest.HelloStream, $"x-sim: in=900; out=40; hang-after={events}"));
            await client.ReadHeadAsync();
            await client.ReadEventsAsync(events);
            client.Reset();

            var booked = (await time.UntilAsync(settled.NextAsync().AsTask(), TimeSpan.FromSeconds(1))).Record;
            await time.UntilAsync(own.Simulator.WhenIdleAsync(), TimeSpan.FromSeconds(1));
            Assert.Equal(1, own.Simulator.Bill.Billed);
            Assert.True(booked.Cost >= own.Simulator.Bill.Total, $"{booked.Cost} is below {own.Simulator.Bill.Total} after {events} events");
            Assert.Equal(events >= 10 ? UsageOutcome.Completed : UsageOutcome.CutShort, booked.Outcome);
        }

        Assert.Equal(4, (await time.RowsAsync(own)).Count);
    }
}
