using System.Net;
using System.Text.Json;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Xunit;
using static Claviger.IntegrationTests.Hosting.GatewayObjects;

namespace Claviger.IntegrationTests.Batches;

public sealed class A_batch_is_booked_from_its_results : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(options => options with { RequestsRecorded = 64 });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task When_its_results_are_read_each_line_costs_half_as_upstream_bills_it()
    {
        var id = await _gateway.SubmitAsync([Line("a", "in=1000; out=300"), Line("b", "in=77; out=5; read=900; w5=120; w1=40"), Line("c", "in=10; out=10", "claude-opus-5-5")]);
        await _gateway.GetAsync($"/v1/messages/batches/{id}");
        await _gateway.GetAsync($"/v1/messages/batches/{id}/results");
        await _gateway.WhenBookedAsync(id);

        var lines = (await LinesAsync()).OrderBy(row => row.Input).ToList();
        Assert.Equal([(10, 10), (77, 5), (1000, 300)], lines.Select(row => (row.Input, row.Output)));
        Assert.All(lines, row => Assert.Equal(UsageOutcome.BatchLine, row.Outcome));
        Assert.Equal(_gateway.Simulator.Bill.Entries.OrderBy(entry => entry.Usage.InputTokens).Select(entry => entry.Amount.Nanos), lines.Select(row => row.CostNanos));
        Assert.Equal(1_250_000, lines[2].CostNanos); // half of 1,000 x 1 USD and 300 x 5 USD a million
    }

    [Fact]
    public async Task However_often_its_results_are_read_it_is_booked_once()
    {
        var id = await _gateway.SubmitAsync([Line("a"), Line("b")]);
        await _gateway.GetAsync($"/v1/messages/batches/{id}");
        for (var read = 0; read < 3; read++) await _gateway.GetAsync($"/v1/messages/batches/{id}/results");
        await _gateway.WhenBookedAsync(id);
        await _gateway.GetAsync($"/v1/messages/batches/{id}/results");
        await _gateway.GetAsync($"/v1/messages/batches/{id}");

        Assert.Equal(2, (await LinesAsync()).Count);
        Assert.Equal(_gateway.Simulator.Bill.Total.Nanos, (await LinesAsync()).Sum(row => row.CostNanos));
        Assert.Equal(80, await ReportedInputAsync());
    }

    [Fact]
    public async Task Before_it_is_deleted_it_is_booked()
    {
        var id = await _gateway.SubmitAsync([Line("a", "in=500; out=50")]);

        var (status, body) = await _gateway.SendAsync(HttpMethod.Delete, $"/v1/messages/batches/{id}");

        Assert.Equal((HttpStatusCode.OK, $$"""{"id":"{{id}}","type":"message_batch_deleted"}"""), (status, body));
        Assert.Equal(_gateway.Simulator.Bill.Total.Nanos, Assert.Single(await LinesAsync()).CostNanos);
        Assert.Equal(HttpStatusCode.NotFound, (await _gateway.GetAsync($"/v1/messages/batches/{id}")).Status);
    }

    [Fact]
    public async Task One_that_still_runs_is_not_deleted()
    {
        var id = await _gateway.SubmitAsync([Line("a")], script: "batch-polls=1");

        var (status, body) = await _gateway.SendAsync(HttpMethod.Delete, $"/v1/messages/batches/{id}");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("has not ended", body, StringComparison.Ordinal);
        Assert.DoesNotContain(_gateway.Simulator.Recorded, sent => sent.Method == "DELETE"); // it might have ended just before
        Assert.Equal(HttpStatusCode.OK, (await _gateway.GetAsync($"/v1/messages/batches/{id}")).Status);
    }

    [Fact]
    public async Task Lines_that_failed_expired_or_were_canceled_cost_nothing()
    {
        var mixed = await _gateway.SubmitAsync([Line("a", "in=9; out=9"), Line("b", "status=500"), Line("c", "result=expired"), Line("d", "result=errored")]);
        var canceled = await _gateway.SubmitAsync([Line("a"), Line("b")], script: "batch-polls=9");
        await _gateway.SendAsync(HttpMethod.Post, $"/v1/messages/batches/{canceled}/cancel");
        foreach (var id in new[] { mixed, canceled })
        {
            await _gateway.GetAsync($"/v1/messages/batches/{id}");
            await _gateway.GetAsync($"/v1/messages/batches/{id}/results");
            await _gateway.WhenBookedAsync(id);
        }

        var rows = (await _gateway.RowsAsync()).Where(row => row.Outcome != UsageOutcome.Free).ToList();
        Assert.Equal(6, rows.Count);
        Assert.Equal(_gateway.Simulator.Bill.Total.Nanos, rows.Sum(row => row.CostNanos));
        Assert.Equal(5, rows.Count(row => row is { Outcome: UsageOutcome.UpstreamError, CostNanos: 0 }));
    }

    [Fact]
    public async Task It_stands_in_the_usage_report_as_batch_work_of_its_workspace()
    {
        var id = await _gateway.SubmitAsync([Line("a", "in=100; out=20"), Line("b", "in=100; out=20")], _gateway.OtherKey.Secret);
        await _gateway.SendAsync(HttpMethod.Delete, $"/v1/messages/batches/{id}", _gateway.OtherKey.Secret);

        var (_, report) = await _gateway.AdminAsync(HttpMethod.Get, $"/usage_report/messages?starting_at={Today()}T00:00:00Z&group_by[]=service_tier&group_by[]=workspace_id&bucket_width=1d");

        var result = Assert.Single(report.GetProperty("data").EnumerateArray().SelectMany(bucket => bucket.GetProperty("results").EnumerateArray()));
        Assert.Equal(("batch", _gateway.OtherKey.ApiKey.Scope.WorkspaceId, 200), (result.GetProperty("service_tier").GetString(), result.GetProperty("workspace_id").GetString(), result.GetProperty("uncached_input_tokens").GetInt32()));
    }

    private static string Today() => TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<UsageRow>> LinesAsync() => (await _gateway.RowsAsync()).Where(row => row.Outcome == UsageOutcome.BatchLine).ToList();

    private async Task<int> ReportedInputAsync()
    {
        var (_, report) = await _gateway.AdminAsync(HttpMethod.Get, $"/usage_report/messages?starting_at={Today()}T00:00:00Z&bucket_width=1d");
        return report.GetProperty("data").EnumerateArray().SelectMany(bucket => bucket.GetProperty("results").EnumerateArray()).Sum(row => row.GetProperty("uncached_input_tokens").GetInt32());
    }
}
