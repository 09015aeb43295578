using System.Net;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Limits;

/// <summary>If upstream ever bills more than the worst case, the truth is posted, counted where an operator sees it, and the debt stops the next request.</summary>
public sealed class The_truth_is_posted_beyond_a_wrong_bound : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task And_the_violation_is_counted()
    {
        var limit = await _gateway.LimitAsync(SpendLimits.Organization, "20");
        Assert.Equal(0, (await StatusAsync()).Violations);

        // Five letters can't be 150,000 tokens, and yet upstream says so: 15 cents where less than one was held.
        Assert.Equal(HttpStatusCode.OK, await SendAsync("in=150000; out=5"));

        var row = Assert.Single(await _gateway.RowsAsync());
        Assert.Equal(_gateway.Simulator.Bill.Total.Nanos, row.CostNanos);
        Assert.Equal(row.CostNanos, (await _gateway.StandingAsync(limit)).Posted);
        Assert.Equal(1, (await StatusAsync()).Violations);
        Assert.Equal(HttpStatusCode.OK, await SendAsync("in=50000; out=5"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await SendAsync("in=5; out=5"));
    }

    private async Task<(long Violations, long Lag)> StatusAsync()
    {
        var status = await _gateway.DoneAsync(HttpMethod.Get, "/status");
        return (status.GetProperty("bound_violations").GetInt64(), status.GetProperty("clock_lag_seconds").GetInt64());
    }

    private async Task<HttpStatusCode> SendAsync(string script)
    {
        using var request = _gateway.Message(script);
        using var answer = await _gateway.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
