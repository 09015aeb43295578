using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Dapper;
using Xunit;

namespace Claviger.IntegrationTests.Gateway;

/// <summary>R2, R3, I5: many at once, mixed; every one booked once and the sum exact to the nano-dollar, in rows and in the sums made from them.</summary>
public sealed class Parallel_requests_add_up(SharedGateway gateway) : IClassFixture<SharedGateway>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await gateway.BeginAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Two_hundred_mixed_requests_cost_in_the_books_what_upstream_bills()
    {
        string[] scripts = ["in=7; out=3", "in=1200; out=45; read=900; w5=100; w1=300", "status=529", "out=90; split", "think=30; out=77; geo=us", "search=2; late-in=11", "status=400", "size=60000; out=5", "fallback=claude-sonnet-4-5:11:13"];
        string[] models = ["claude-haiku-4-5", "claude-sonnet-4-5", "claude-opus-4-5"];
        var settled = new SettledRequests(gateway.Gateway);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var body = (i % 2 == 0 ? RawRequest.HelloStream : RawRequest.Hello).Replace("claude-haiku-4-5", models[i % 3], StringComparison.Ordinal);
            var key = i % 5 == 0 ? gateway.Gateway.OtherKey.Secret : gateway.Key;
            var request = RawRequest.Message(key, body, "x-sim: " + scripts[i % scripts.Length]);
            if (i % 7 != 0)
            {
                Assert.True((await gateway.AskAsync(request)).IsWhole);
                return;
            }

            using var client = await RawConnection.OpenAsync(gateway.Url);
            await client.SendAsync(request);
            await client.ReadHeadAsync();
            client.Reset(); // leaves: drained all the same
        }));
        for (var i = 0; i < 200; i++) await settled.NextAsync();
        await gateway.Simulator.WhenIdleAsync();

        var rows = await gateway.RowsAsync();
        Assert.Equal(200, rows.Count);
        Assert.All(rows, row => Assert.True(row.Outcome is UsageOutcome.Completed or UsageOutcome.UpstreamError));
        Assert.Equal(200, gateway.Simulator.Bill.RequestsTo(Claviger.Simulator.Billing.PathKind.Messages));
        Assert.Equal(gateway.Simulator.Bill.Total.Nanos, rows.Sum(row => row.CostNanos));
        Assert.Equal(0, gateway.Gateway.Server.Journal.Pending); // nothing is held when nothing runs

        await using var connection = gateway.Gateway.Store.Open();
        foreach (var sums in new[] { "usage_hourly", "usage_daily" })
        {
            Assert.Equal(rows.Sum(row => row.CostNanos), await connection.ExecuteScalarAsync<long>($"SELECT sum(cost_nanos) FROM {sums}"));
            Assert.Equal(200, await connection.ExecuteScalarAsync<long>($"SELECT sum(requests) FROM {sums}"));
        }
    }
}
