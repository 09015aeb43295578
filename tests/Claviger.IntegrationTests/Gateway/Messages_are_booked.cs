using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

public sealed class Messages_are_booked
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_costs_in_the_books_what_upstream_bills(bool stream)
    {
        await using var gateway = await TestGateway.StartAsync();

        using var answer = await gateway.Http.SendAsync(gateway.Message("in=1200; out=450; read=900; w5=100; w1=300", stream));
        await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal(200, (int)answer.StatusCode);
        var row = Assert.Single(await gateway.RowsAsync());
        Assert.Equal((UsageOutcome.Completed, 1200, 100, 300, 900, 450), (row.Outcome, row.Input, row.CacheWrite5m, row.CacheWrite1h, row.CacheRead, row.Output));
        Assert.Equal(gateway.Simulator.Bill.Total.Nanos, row.CostNanos);
    }
}
