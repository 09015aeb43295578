using Claviger.Config;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Claviger.Serving;
using Claviger.Simulator;
using Claviger.Simulator.Billing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static Claviger.IntegrationTests.Hosting.GatewayObjects;

namespace Claviger.IntegrationTests.Batches;

/// <summary>On a clock that only the test moves: rounds of the settler, silence and delays are a matter of steps.</summary>
public sealed class A_batch_that_nobody_fetches_is_booked
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task By_a_round_of_the_settler()
    {
        await using var gateway = await StartAsync();
        var id = await gateway.SubmitAsync([Line("a"), Line("b")], script: "batch-polls=2");

        await AdvanceUntilAsync(gateway, async () => (await gateway.BatchAsync(id))!.SettledAtMs is not null);

        var lines = await LinesAsync(gateway);
        Assert.Equal(2, lines.Count);
        Assert.Equal(gateway.Simulator.Bill.Total.Nanos, lines.Sum(row => row.CostNanos));
        Assert.All(lines, row => Assert.Equal(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() / 60_000, row.AtMs / 60_000)); // its submission's time
    }

    [Fact]
    public async Task By_the_next_process_when_the_first_stopped_meanwhile()
    {
        await using var gateway = await StartAsync();
        var id = await gateway.SubmitAsync([Line("a", "in=300; out=30")]);
        var config = gateway.Server.Service<ServerConfig>();
        await gateway.Server.DisposeAsync();
        Assert.Null((await gateway.BatchAsync(id))!.SettledAtMs);

        await using (await ClavigerServer.StartAsync(config, _clock, logging => logging.SetMinimumLevel(LogLevel.None), CancellationToken.None))
            await AdvanceUntilAsync(gateway, async () => (await gateway.BatchAsync(id))!.SettledAtMs is not null);

        Assert.Equal(1, gateway.Simulator.Bill.Billed);
    }

    [Fact]
    public async Task Even_when_its_maker_left_before_upstream_answered()
    {
        await using var gateway = await StartAsync();
        using var patience = new CancellationTokenSource();
        var submitted = gateway.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/v1/messages/batches")
            {
                Headers = { { "x-api-key", gateway.Key.Secret }, { "anthropic-version", "2023-06-01" }, { "x-sim", "delay-ms=20000" } },
                Content = Json($$"""{"requests":[{{Line("a")}}]}"""),
            }, patience.Token);
        while (gateway.Simulator.Bill.RequestsTo(PathKind.Batches) == 0) await Task.Yield();

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => submitted);
        var answered = gateway.Simulator.WhenIdleAsync();
        await AdvanceUntilAsync(gateway, () => Task.FromResult(answered.IsCompleted));
        await AdvanceUntilAsync(gateway, () => Task.FromResult(gateway.Simulator.Bill.Billed == 1));
        await AdvanceUntilAsync(gateway, async () => (await LinesAsync(gateway)).Count == 1);

        Assert.Equal(gateway.Simulator.Bill.Total.Nanos, (await LinesAsync(gateway)).Sum(row => row.CostNanos));
    }

    [Fact]
    public async Task However_many_before_it_can_not()
    {
        await using var gateway = await StartAsync();
        for (var stuck = 0; stuck < 101; stuck++) await gateway.SubmitAsync([Line("a")], script: "batch-polls=9999");
        var id = await gateway.SubmitAsync([Line("a")]);

        await AdvanceUntilAsync(gateway, async () => (await gateway.BatchAsync(id))!.SettledAtMs is not null);

        Assert.Single(await LinesAsync(gateway));
    }

    /// <summary>So patient that no silence is ever too long on a clock that runs this fast.</summary>
    private Task<TestGateway> StartAsync() => TestGateway.StartAsync(
        serverConfig: config => config with { FirstByteTimeout = TimeSpan.FromDays(9), IdleTimeout = TimeSpan.FromDays(9), DrainLimit = TimeSpan.FromDays(9) }, clock: _clock);

    private async Task<IReadOnlyList<UsageRow>> LinesAsync(TestGateway gateway)
    {
        var rows = gateway.RowsAsync();
        await AdvanceUntilAsync(gateway, () => Task.FromResult(rows.IsCompleted));
        return (await rows).Where(row => row.Outcome == UsageOutcome.BatchLine).ToList();
    }

    private async Task AdvanceUntilAsync(TestGateway gateway, Func<Task<bool>> isSo)
    {
        for (var step = 0; step < 20_000; step++)
        {
            if (await isSo()) return;
            _clock.Advance(TimeSpan.FromSeconds(1));
            await gateway.BatchAsync("none"); // a read of the store: lets the others come to run
        }

        throw new TimeoutException("it never came to be so");
    }
}
