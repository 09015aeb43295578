using System.Net;
using Claviger.Core;
using Claviger.IntegrationTests.Hosting;
using Claviger.Simulator;
using Claviger.Simulator.Billing;
using Xunit;

namespace Claviger.IntegrationTests.Limits;

/// <summary>R1, I1-I6: five hundred at once, plain and streamed, some leaving, from one token to the model's limit, against caps at all four levels.</summary>
public sealed class Caps_hold_under_fire : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(serverConfig: config => config with { LimitsWait = TimeSpan.FromSeconds(5) });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task No_cap_is_passed_at_any_moment_and_what_is_refused_is_not_sent()
    {
        // Each bites for some: the key's first, then the workspace's, the owner's and the organization's.
        await _gateway.LimitAsync(SpendLimits.ApiKey(_gateway), "120");
        await _gateway.LimitAsync(SpendLimits.Workspace(_gateway), "150", "weekly");
        await _gateway.LimitAsync(SpendLimits.Owner(_gateway), "200", "daily");
        await _gateway.LimitAsync(SpendLimits.Organization, "220", "lifetime");
        var more = await _gateway.CreateKeyAsync("Production", "production", "search");
        string[] keys = [_gateway.Key.Secret, more.Secret, _gateway.OtherKey.Secret];

        using var done = new CancellationTokenSource();
        var watch = Task.Run(() => WatchAsync(done.Token));
        var refused = 0;
        await Task.WhenAll(Enumerable.Range(0, 500).Select(async i =>
        {
            var dice = new SeededGenerator((ulong)i + 1);
            var maxTokens = 1 + (long)(dice.Next() % 64_000) / (1 + (long)(dice.Next() % 40));
            var body = $$"""{"model":"claude-haiku-4-5","max_tokens":{{maxTokens}},"stream":{{(i % 2 == 0 ? "true" : "false")}},"messages":[{"role":"user","content":"Hello"}]}""";
            var produced = 1 + (long)(dice.Next() % (ulong)maxTokens);
            using var request = _gateway.Message($"in={5 + dice.Next() % 1_000}; out={produced}; size=50; deltas=4; delay-ms={dice.Next() % 30}", key: keys[i % 3], body: body);
            using var leaves = new CancellationTokenSource();
            try
            {
                using var answer = await _gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaves.Token);
                if (answer.StatusCode == HttpStatusCode.TooManyRequests) Interlocked.Increment(ref refused);
                else Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
                if (i % 11 == 0) await leaves.CancelAsync();
                await answer.Content.LoadIntoBufferAsync(leaves.Token);
            }
            catch (OperationCanceledException)
            {
                // One that left.
            }
        }));
        await _gateway.Simulator.WhenIdleAsync();
        await WhenSettledAsync();
        await done.CancelAsync();
        var samples = await watch;

        var rows = await _gateway.RowsAsync();
        Assert.True(refused > 50, $"only {refused} were refused: the caps were not met");
        Assert.True(samples > 3, $"only {samples} looks at the books");
        Assert.Equal(_gateway.Simulator.Bill.RequestsTo(PathKind.Messages), rows.Count); // I3, I4
        Assert.Equal(_gateway.Simulator.Bill.Total.Nanos, rows.Sum(row => row.CostNanos)); // I2
        foreach (var standing in await _gateway.StandingsAsync())
        {
            Assert.True(standing.Posted <= standing.Cap, $"{standing.Id} was passed: {standing.Posted} of {standing.Cap}");
            Assert.Equal(0, _gateway.Server.Service<Claviger.Core.Limits.ILimitMeters>().Read(new(Number(standing.Id), standing.PeriodStartMs)).Held.Nanos); // I6
        }

        var whole = await _gateway.StandingAsync(OrganizationLimit());
        Assert.Equal(rows.Sum(row => row.CostNanos), whole.Posted); // I5
    }

    private string OrganizationLimit() => _gateway.Server.Policy.Current.SpendLimits.Values.Single(limit => limit.Scope.Type == Claviger.Core.Limits.LimitScopeType.Organization).Id.Value;

    private int Number(string id) => _gateway.Server.Policy.Current.SpendLimits.Values.Single(limit => limit.Id.Value == id).Number;

    private async Task WhenSettledAsync()
    {
        // What runs on without its client settles when upstream's end is read; the books' barrier then has all of it.
        while (_gateway.Server.Journal.Pending > 0) await _gateway.Server.Journal.FlushedAsync(CancellationToken.None);
    }

    /// <summary>I1, from the books of the running server.</summary>
    private async Task<int> WatchAsync(CancellationToken done)
    {
        var samples = 0;
        while (!done.IsCancellationRequested)
        {
            foreach (var standing in await _gateway.StandingsAsync())
                Assert.True(standing.Posted + standing.Leased <= standing.Cap, $"{standing.Id}: {new Money(standing.Posted)} posted and {new Money(standing.Leased)} leased of {new Money(standing.Cap!.Value)}");
            samples++;
            await Task.Yield();
        }

        return samples;
    }
}
