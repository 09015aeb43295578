using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Claviger.IntegrationTests.Hosting;
using Claviger.IntegrationTests.Limits;
using Claviger.Tests.Storage;
using Npgsql;
using Xunit;

namespace Claviger.IntegrationTests.Nodes;

/// <summary>R7: PostgreSQL is killed or paused under load. In real time: what is promised are seconds.</summary>
public sealed class A_store_that_is_away(ITestOutputHelper output)
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Turns_readiness_refuses_no_valid_key_and_is_used_again_when_it_is_back(bool killed)
    {
        var words = Words();
        await using var proxy = new StoreProxy(words.Host!, words.Port);
        await using var gateway = await StartAsync(proxy, words);
        await gateway.LimitAsync(SpendLimits.Organization, "100000");
        using var done = new CancellationTokenSource();
        var answers = new ConcurrentQueue<int>();
        var load = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                using var request = gateway.Message("in=3; out=2");
                using var answer = await gateway.Http.SendAsync(request);
                answers.Enqueue((int)answer.StatusCode);
            }
        });
        await TurnsAsync(gateway, 200);
        await MoreAsync(answers);

        if (killed) proxy.Cut();
        else proxy.Silence();
        var turned = await TurnsAsync(gateway, 503);
        await RefusesStrangersAsync(gateway, 503); // who knows what was made elsewhere
        Assert.Equal(503, (int)(await gateway.AdminAsync(HttpMethod.Get, "/workspaces")).Status);
        await MoreAsync(answers); // from the policy and the money at hand
        Assert.DoesNotContain(503, answers);
        proxy.Restore();
        var back = await TurnsAsync(gateway, 200);
        await RefusesStrangersAsync(gateway, 401);
        await done.CancelAsync();
        await load;

        output.WriteLine($"readiness turned after {turned.TotalSeconds:0.0} s, and back after {back.TotalSeconds:0.0} s; {answers.Count} requests");
        Assert.All(answers, status => Assert.Equal(200, status)); // within the bound
        var rows = await gateway.RowsAsync();
        Assert.Equal(gateway.Simulator.Bill.Total.Nanos, rows.Sum(row => row.CostNanos)); // nothing lost, nothing twice
        Assert.Equal(gateway.Simulator.Bill.Billed, rows.Count);
    }

    [Fact]
    public async Task For_longer_than_the_bound_admits_nothing_and_says_that_a_retry_may_succeed()
    {
        var words = Words();
        await using var proxy = new StoreProxy(words.Host!, words.Port);
        await using var gateway = await StartAsync(proxy, words, staleness: TimeSpan.FromSeconds(1));
        Assert.Equal(200, await StatusAsync(gateway, gateway.Key.Secret));
        proxy.Cut();
        var waited = Stopwatch.GetTimestamp();
        HttpResponseMessage answer;
        while ((answer = await gateway.Http.SendAsync(gateway.Message(key: gateway.Key.Secret))).StatusCode == HttpStatusCode.OK)
            Assert.True(Stopwatch.GetElapsedTime(waited) < Promised, "a store that was away for five seconds bounds nothing");
        var sent = gateway.Simulator.Bill.Requests;

        Assert.Equal(503, (int)answer.StatusCode);
        Assert.Equal("1", answer.Headers.GetValues("retry-after").Single());
        Assert.Equal("true", answer.Headers.GetValues("x-should-retry").Single());
        Assert.Equal(503, await StatusAsync(gateway, gateway.Key.Secret));
        Assert.Equal(sent, gateway.Simulator.Bill.Requests);
        answer.Dispose();
        proxy.Restore();
        await TurnsAsync(gateway, 200);
        Assert.Equal(200, await StatusAsync(gateway, gateway.Key.Secret));
    }

    private static NpgsqlConnectionStringBuilder Words()
    {
        Assert.SkipWhen(TestStore.Postgres is null, "PostgreSQL only: set CLAVIGER_TEST_POSTGRES");
        return new NpgsqlConnectionStringBuilder(TestStore.Postgres);
    }

    private static Task<TestGateway> StartAsync(StoreProxy proxy, NpgsqlConnectionStringBuilder words, TimeSpan? staleness = null) => TestGateway.StartAsync(serverConfig: config => config with
    {
        Store = config.Store!.Replace($"Port={words.Port}", $"Port={proxy.Port}", StringComparison.Ordinal) + ";SSL Mode=Disable",
        StoreStaleness = staleness ?? config.StoreStaleness,
    });

    private static async Task<int> StatusAsync(TestGateway gateway, string key)
    {
        using var request = gateway.Message(key: key);
        using var answer = await gateway.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>Readiness may turn by the books alone; the policy's own connection is heard of moments later.</summary>
    private static async Task RefusesStrangersAsync(TestGateway gateway, int status)
    {
        var since = Stopwatch.GetTimestamp();
        while (await StatusAsync(gateway, "clvk_unknown") != status)
            Assert.True(Stopwatch.GetElapsedTime(since) < Promised, $"an unknown key is not answered {status} after five seconds");
    }

    private static async Task MoreAsync(ConcurrentQueue<int> answers)
    {
        for (var enough = answers.Count + 20; answers.Count < enough;) await Task.Yield();
    }

    /// <summary>How long readiness took to answer so.</summary>
    private static async Task<TimeSpan> TurnsAsync(TestGateway gateway, int status)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            using var answer = await gateway.Http.GetAsync("/readyz");
            if ((int)answer.StatusCode == status) return Stopwatch.GetElapsedTime(since);
            Assert.True(Stopwatch.GetElapsedTime(since) < Promised, $"readiness is not {status} after five seconds");
            await Task.Yield();
        }
    }
}
