using System.Net;
using Claviger.Core;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Claviger.Simulator.Billing;
using Xunit;

namespace Claviger.IntegrationTests.Limits;

/// <summary>The public test of spend caps: a thousand requests of ten cents at once against five dollars (R1).</summary>
public sealed class Fifty_of_a_thousand_are_admitted : IAsyncLifetime
{
    private readonly ExactPrices _prices = new();
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(serverConfig: config => _prices.In(config) with { LimitsWait = TimeSpan.FromSeconds(20) });

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _prices.Dispose();
    }

    [Fact]
    public async Task Exactly_and_nothing_is_held_after()
    {
        var limit = await _gateway.LimitAsync(SpendLimits.Organization, "500");

        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(async i =>
        {
            using var request = _gateway.Message("out=10000; size=10; delay-ms=50", body: ExactPrices.Body(10_000));
            using var answer = await _gateway.Http.SendAsync(request);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }));

        Assert.Equal(50, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.OK), answer =>
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.Contains("enforced_spend_limit_reached", answer.Item2, StringComparison.Ordinal);
        });
        Assert.Equal(50, _gateway.Simulator.Bill.RequestsTo(PathKind.Messages));
        var standing = await _gateway.StandingAsync(limit);
        Assert.Equal((5 * Money.NanosPerDollar, 0), (standing.Posted, standing.Leased));
        var rows = await _gateway.RowsAsync();
        Assert.Equal(50, rows.Count);
        Assert.All(rows, row => Assert.Equal((UsageOutcome.Completed, Money.NanosPerDollar / 10), (row.Outcome, row.CostNanos)));
    }
}
