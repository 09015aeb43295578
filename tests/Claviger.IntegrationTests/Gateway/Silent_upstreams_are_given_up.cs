using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>R2: an upstream that falls silent is left after its time, under a clock that only the test moves.</summary>
public sealed class Silent_upstreams_are_given_up : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(
        serverConfig: config => config with { FirstByteTimeout = TimeSpan.FromMinutes(10), IdleTimeout = TimeSpan.FromMinutes(5), ShutdownTimeout = TimeSpan.Zero }, clock: _time.Clock);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Before_the_first_byte_it_is_a_504_at_the_worst_case(bool stream)
    {
        var answering = RawRequest.AskAsync(_gateway.Url, RawRequest.Message(_gateway.Key.Secret, stream ? RawRequest.HelloStream : RawRequest.Hello, "x-sim: in=700; hang-before"));
        await ArrivedAsync();
        var answer = await _time.UntilAsync(answering, TimeSpan.FromSeconds(1));
        await _gateway.Simulator.WhenIdleAsync();

        Assert.Equal((504, "timeout_error"), (answer.Status, answer.Error().Type));
        var row = Assert.Single(await _time.RowsAsync(_gateway));
        Assert.Equal((UsageOutcome.WorstCase, 504), (row.Outcome, row.Status));
        Assert.True(row.CostNanos >= _gateway.Simulator.Bill.Total.Nanos);
        Assert.Equal(1, _gateway.Simulator.Bill.Aborted);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 20)]
    public async Task After_its_headers_and_before_anything_reached_the_client_it_is_a_504_too(bool stream, int hangAfter)
    {
        var answering = RawRequest.AskAsync(_gateway.Url, RawRequest.Message(_gateway.Key.Secret, stream ? RawRequest.HelloStream : RawRequest.Hello, $"x-sim: in=700; hang-after={hangAfter}"));
        await ArrivedAsync();
        var answer = await _time.UntilAsync(answering, TimeSpan.FromSeconds(1));
        await _gateway.Simulator.WhenIdleAsync();

        Assert.Equal((504, "timeout_error"), (answer.Status, answer.Error().Type));
        Assert.Null(answer.Head.One("cache-control")); // nothing of the answer that never came
        var row = Assert.Single(await _time.RowsAsync(_gateway));
        Assert.Equal((UsageOutcome.WorstCase, 504), (row.Outcome, row.Status));
        Assert.True(row.CostNanos >= _gateway.Simulator.Bill.Total.Nanos);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task In_the_middle_of_a_stream_the_connection_breaks_and_the_bill_is_covered(int events)
    {
        using var client = await RawConnection.OpenAsync(_gateway.Url);
        await client.SendAsync(RawRequest.Message(_gateway.Key.Secret, RawRequest.HelloStream, $"x-sim: in=700; out=40; hang-after={events}"));
        var head = await client.ReadHeadAsync();
        var seen = await client.ReadEventsAsync(events);
        var rest = await _time.UntilAsync(client.ReadRestAsync(head), TimeSpan.FromSeconds(1));
        await _gateway.Simulator.WhenIdleAsync();

        Assert.Equal((200, events), (head.Status, RawConnection.Events(seen)));
        Assert.False(rest.IsWhole); // a clean end would claim that this was all
        Assert.Empty(rest.Body);
        var row = Assert.Single(await _time.RowsAsync(_gateway));
        Assert.Equal((UsageOutcome.CutShort, 200), (row.Outcome, row.Status));
        Assert.True(row.CostNanos >= _gateway.Simulator.Bill.Total.Nanos);
    }

    /// <summary>Time must not pass before upstream has the request: it would be given up unsent.</summary>
    private async Task ArrivedAsync()
    {
        while (_gateway.Simulator.Bill.Requests == 0) await Task.Yield();
    }
}
