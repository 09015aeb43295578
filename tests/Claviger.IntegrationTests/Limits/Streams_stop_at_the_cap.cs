using System.Net;
using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Limits;

/// <summary>A limit that takes slices admits what it can, and ends a stream where no more fits: cleanly, and never past the cap.</summary>
public sealed class Streams_stop_at_the_cap : IAsyncLifetime
{
    private readonly ExactPrices _prices = new();
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(serverConfig: config => _prices.In(config) with { LimitsSliceTokens = 1_024 });

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _prices.Dispose();
    }

    [Fact]
    public async Task A_stream_that_fits_runs_to_its_end_and_costs_what_it_made()
    {
        var limit = await _gateway.LimitAsync(SpendLimits.ApiKey(_gateway), "100", atCap: "slice");

        var text = await StreamAsync(100_000, "out=3000; delta=50"); // max_tokens alone would cost the whole dollar

        Assert.Contains("\"stop_reason\":\"end_turn\"", text, StringComparison.Ordinal);
        var row = Assert.Single(await _gateway.RowsAsync());
        Assert.Equal((UsageOutcome.Completed, 3_000L), (row.Outcome, row.Output));
        Assert.Equal(row.CostNanos, (await _gateway.StandingAsync(limit)).Posted);
    }

    [Fact]
    public async Task Many_with_huge_max_tokens_run_beside_each_other()
    {
        await _gateway.LimitAsync(SpendLimits.ApiKey(_gateway), "100", atCap: "slice");

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StreamAsync(90_000, "out=400; delta=50; delay-ms=30; event-delay-ms=5"))); // 20 times 90 cents asked for

        Assert.All(all, text => Assert.Contains("message_stop", text, StringComparison.Ordinal));
        Assert.All(await _gateway.RowsAsync(), row => Assert.Equal((UsageOutcome.Completed, 400L), (row.Outcome, row.Output)));
    }

    [Fact]
    public async Task Where_no_more_fits_it_is_ended_as_at_max_tokens()
    {
        var limit = await _gateway.LimitAsync(SpendLimits.ApiKey(_gateway), "5", atCap: "slice"); // 5,000 tokens

        var text = await StreamAsync(100_000, "out=60000; delta=4; event-delay-ms=4");

        var events = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(part => part.StartsWith("event:", StringComparison.Ordinal))
            .Select(part => JsonSerializer.Deserialize<JsonElement>(part[(part.IndexOf("data:", StringComparison.Ordinal) + 5)..])).ToList();
        Assert.Equal(["content_block_stop", "message_delta", "message_stop"], events.TakeLast(3).Select(data => data.GetProperty("type").GetString()));
        Assert.Equal("max_tokens", events[^2].GetProperty("delta").GetProperty("stop_reason").GetString());
        await _gateway.Simulator.WhenIdleAsync();
        var row = Assert.Single(await _gateway.RowsAsync());
        Assert.Equal(UsageOutcome.StoppedAtCap, row.Outcome);
        Assert.True(row.CostNanos >= Billed(), $"booked {row.CostNanos}, billed {Billed()}");
        var standing = await _gateway.StandingAsync(limit);
        Assert.Equal(row.CostNanos, standing.Posted);
        Assert.True(standing.Posted <= 5 * Money.NanosPerCent, $"{standing.Posted}");
    }

    [Fact]
    public async Task What_cannot_be_followed_is_held_whole()
    {
        await _gateway.LimitAsync(SpendLimits.ApiKey(_gateway), "5", atCap: "slice");
        var thinking = $$"""{"model":"{{ExactPrices.Model}}","max_tokens":100000,"stream":true,"thinking":{"type":"adaptive"},"messages":[{"role":"user","content":"Hello"}]}""";

        using var request = _gateway.Message(body: thinking);
        using var answer = await _gateway.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode); // a dollar against five cents
    }

    /// <summary>What this price file makes of the tokens that upstream had made when it was cut off.</summary>
    private long Billed() => _gateway.Simulator.Bill.Entries.Sum(entry => entry.Usage.OutputTokens) * 10_000;

    private async Task<string> StreamAsync(long maxTokens, string script)
    {
        using var request = _gateway.Message(script, body: ExactPrices.Body(maxTokens, stream: true));
        using var answer = await _gateway.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return text;
    }
}
