using System.Net;
using Claviger.Core;
using Claviger.Simulator;
using Claviger.Simulator.Billing;
using Xunit;

namespace Claviger.IntegrationTests.Nodes;

/// <summary>R1, X1, I1-I6 on two and three processes over one PostgreSQL: five hundred at once, plain and streamed, some leaving, against caps at four levels.</summary>
public sealed class Caps_hold_over_several_processes(ITestOutputHelper output)
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_cap_is_passed_at_any_moment_and_what_is_refused_is_not_sent(int nodes)
    {
        await using var fleet = await Fleet.StartAsync(nodes);
        var keys = await LimitAsync(fleet, scale: 1);
        using var done = new CancellationTokenSource();
        var watch = Task.Run(() => WatchAsync(fleet, done.Token));

        var refused = await FireAsync(fleet, keys, mayDie: false);
        await fleet.Simulator.WhenIdleAsync();
        await fleet.StopAsync();
        await done.CancelAsync();
        var samples = await watch;

        var (rows, cost) = fleet.Booked();
        output.WriteLine($"{nodes} processes: {rows} admitted, {refused} refused, {samples} looks at the books, {new Money(cost)} spent");
        Assert.True(refused > 50, $"only {refused} were refused: the caps were not met");
        Assert.True(samples > 3, $"only {samples} looks at the books");
        Assert.Equal(fleet.Simulator.Bill.RequestsTo(PathKind.Messages), rows); // I3, I4
        Assert.Equal(fleet.Simulator.Bill.Total.Nanos, cost); // I2
        Assert.All(fleet.Shares(), share => Assert.True(share.Posted <= share.Cap, $"{share.Posted} posted of {share.Cap}"));
        Assert.All(fleet.Shares(), share => Assert.Equal(0, share.Leased)); // I6: nothing is held by anybody
        Assert.Equal(cost, fleet.Shares().MaxBy(share => share.Cap).Posted); // I5: the organization's, which covers all
    }

    /// <summary>R2 beside it: what the dead process was running counts at its worst case, and never below the bill.</summary>
    [Fact]
    public async Task Nor_when_one_of_them_is_killed_in_the_middle()
    {
        await using var fleet = await Fleet.StartAsync(3);
        var keys = await LimitAsync(fleet, scale: 4);
        using var done = new CancellationTokenSource();
        var watch = Task.Run(() => WatchAsync(fleet, done.Token));

        var fire = FireAsync(fleet, keys, mayDie: true);
        while (fleet.Booked().Rows < 60) await Task.Yield(); // in the middle, made by work and not by a clock
        await fleet.KillAndRestartAsync(1);
        await fire;
        await fleet.Simulator.WhenIdleAsync();
        await fleet.StopAsync();
        await done.CancelAsync();
        await watch;

        var (rows, cost) = fleet.Booked();
        output.WriteLine($"{rows} rows, {new Money(cost)} booked, {fleet.Simulator.Bill.Total} billed");
        Assert.True(rows >= fleet.Simulator.Bill.RequestsTo(PathKind.Messages), "a request reached upstream and is not in the books");
        Assert.True(cost >= fleet.Simulator.Bill.Total.Nanos, "the books are below the bill");
        Assert.All(fleet.Shares(), share => Assert.True(share.Posted <= share.Cap, $"{share.Posted} posted of {share.Cap}"));
        Assert.All(fleet.Shares(), share => Assert.Equal(0, share.Leased));
        Assert.Equal(cost, fleet.Shares().MaxBy(share => share.Cap).Posted);
    }

    /// <summary>Each bites for some: the key's first, then the workspace's, the owner's and the organization's.</summary>
    private static async Task<string[]> LimitAsync(Fleet fleet, int scale)
    {
        await fleet.LimitAsync(new { type = "api_key", api_key_id = fleet.Key.Id }, $"{120 * scale}", "monthly");
        await fleet.LimitAsync(new { type = "workspace", workspace_id = fleet.Workspace }, $"{180 * scale}", "weekly");
        await fleet.LimitAsync(new { type = "user", user_id = fleet.Key.Owner }, $"{200 * scale}", "daily");
        await fleet.LimitAsync(new { type = "organization" }, $"{220 * scale}", "lifetime");
        return [fleet.Key.Secret, (await fleet.CreateKeyAsync("search")).Secret];
    }

    private static async Task<int> FireAsync(Fleet fleet, string[] keys, bool mayDie)
    {
        var refused = 0;
        await Task.WhenAll(Enumerable.Range(0, 500).Select(async i =>
        {
            var dice = new SeededGenerator((ulong)i + 1);
            var maxTokens = 1 + (long)(dice.Next() % 64_000) / (1 + (long)(dice.Next() % 40));
            var body = $$"""{"model":"claude-haiku-4-5","max_tokens":{{maxTokens}},"stream":{{(i % 2 == 0 ? "true" : "false")}},"messages":[{"role":"user","content":"Hello"}]}""";
            var produced = 1 + (long)(dice.Next() % (ulong)maxTokens);
            using var request = fleet.Message(i % fleet.Nodes.Count, keys[i % keys.Length], $"in={5 + dice.Next() % 1_000}; out={produced}; size=50; deltas=4; delay-ms={dice.Next() % 30}", body);
            using var leaves = new CancellationTokenSource();
            try
            {
                using var answer = await fleet.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaves.Token);
                if (answer.StatusCode == HttpStatusCode.TooManyRequests) Interlocked.Increment(ref refused);
                else Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
                if (i % 11 == 0) await leaves.CancelAsync();
                await answer.Content.LoadIntoBufferAsync(leaves.Token);
            }
            catch (OperationCanceledException)
            {
                // One that left.
            }
            catch (Exception error) when (mayDie && error is HttpRequestException or IOException)
            {
                // Its process died.
            }
        }));
        return refused;
    }

    /// <summary>I1, from the books, while everything runs.</summary>
    private static async Task<int> WatchAsync(Fleet fleet, CancellationToken done)
    {
        var samples = 0;
        while (!done.IsCancellationRequested)
        {
            Assert.All(fleet.Shares(), share => Assert.True(share.Posted + share.Leased <= share.Cap, $"{new Money(share.Posted)} posted and {new Money(share.Leased)} leased of {new Money(share.Cap)}"));
            samples++;
            await Task.Yield();
        }

        return samples;
    }
}
