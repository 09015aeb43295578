using System.Net;
using Claviger.Core;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Limits;

/// <summary>R2: agents ask for far more than they use. A budget of three times what they really cost must not refuse one of them.</summary>
public sealed class Agents_are_not_refused : IAsyncLifetime
{
    private const int Agents = 32, Turns = 3;

    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task With_long_contexts_large_max_tokens_and_small_answers_on_three_times_their_cost()
    {
        // About 100,000 tokens by upstream's count, four times that by bytes; 500 tokens come of the 32,000 asked for.
        var context = string.Concat(Enumerable.Repeat("word ", 61_500));
        var body = $$"""{"model":"claude-opus-5-5","max_tokens":32000,"stream":true,"inference_geo":"global","messages":[{"role":"user","content":"{{context}}"}]}""";
        using (var one = _gateway.Message("out=500; size=20", body: body, key: _gateway.OtherKey.Secret))
        using (var answer = await _gateway.Http.SendAsync(one)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var cost = Assert.Single(await _gateway.RowsAsync()).CostNanos;
        var budget = new Money(cost * Agents * Turns * 3);
        var limit = await _gateway.LimitAsync(SpendLimits.ApiKey(_gateway), budget.ToCentsString());

        await Task.WhenAll(Enumerable.Range(0, Agents).Select(async agent =>
        {
            for (var turn = 0; turn < Turns; turn++)
            {
                using var request = _gateway.Message("out=500; size=20; delay-ms=100", body: body);
                using var answer = await _gateway.Http.SendAsync(request);
                Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
                await answer.Content.LoadIntoBufferAsync();
            }
        }));

        var standing = await _gateway.StandingAsync(limit);
        Assert.Equal(cost * Agents * Turns, standing.Posted);
    }
}
