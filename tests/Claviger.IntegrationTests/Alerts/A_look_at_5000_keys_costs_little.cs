using System.Diagnostics;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Dapper;
using Xunit;

namespace Claviger.IntegrationTests.Alerts;

/// <summary>Rules are looked at every minute, beside requests: that must not take much of the minute.</summary>
public sealed class A_look_at_5000_keys_costs_little(ITestOutputHelper output)
{
    private const int Keys = 5_000;

    [Fact]
    public async Task With_a_limit_each_and_every_kind_of_rule()
    {
        await using var gateway = await TestGateway.StartAsync(serverConfig: config => Alerting.Loopback(config));
        var limit = (await gateway.Ok(HttpMethod.Post, "/spend_limits", new { scope = new { type = "api_key", api_key_id = gateway.Key.ApiKey.Id }, period = "monthly", amount = "5000" })).Text("id");
        await using (var store = gateway.Store.Open())
        {
            var keys = TestStore.ColumnsOf(store, "api_keys");
            var secrets = TestStore.ColumnsOf(store, "api_key_secrets");
            var limits = TestStore.ColumnsOf(store, "spend_limits");
            await using var work = await store.BeginTransactionAsync(TestContext.Current.CancellationToken);
            for (var n = 1; n <= Keys; n++)
            {
                var (id, number) = ($"apikey_01many{n}", 1_000 + n);
                store.Execute(Copy("api_keys", keys, column => column switch { "id" => "@id", "number" => "@number", "name" => "@id", _ => column }), new { id, number, ours = gateway.Key.ApiKey.Id }, work);
                store.Execute(Copy("api_key_secrets", secrets, column => column switch { "secret_id" => "@secret", "key_id" => "@id", _ => column }, "key_id"), new { id, secret = $"AAAAAA{n:00000}", ours = gateway.Key.ApiKey.Id }, work);
                store.Execute(Copy("spend_limits", limits, column => column switch { "id" => "@limitId", "number" => "@number", "scope_id" => "@id", "scope_number" => "@number", _ => column }), new { limitId = $"spl_01many{n}", id, number, ours = limit }, work);
                store.Execute("INSERT INTO limit_shares (limit_number, period_start_ms, node, posted_nanos, leased_nanos) SELECT @number, @start, 1, 100, 0", new { number, start = MonthStart() }, work);
            }

            await work.CommitAsync(TestContext.Current.CancellationToken);
        }

        await gateway.RestartAsync();
        foreach (var kind in Core.Alerts.AlertKindBook.All) await gateway.RuleAsync(new { name = kind.Name, kind = kind.Name });
        await gateway.EvaluateAsync();
        var watch = Stopwatch.StartNew();
        const int looks = 5;
        for (var i = 0; i < looks; i++) await gateway.EvaluateAsync();
        var each = watch.Elapsed / looks;
        output.WriteLine($"{Keys} keys with a limit each, {Core.Alerts.AlertKindBook.All.Count} rules: {each.TotalMilliseconds:0} ms a look");
        Assert.True(each < TimeSpan.FromSeconds(3), $"{each}");
    }

    private static string Copy(string table, List<string> columns, Func<string, string> value, string by = "id") =>
        $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", columns.Select(value))} FROM {table} WHERE {by} = @ours LIMIT 1";

    private static long MonthStart()
    {
        var now = TimeProvider.System.GetUtcNow();
        return new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    }
}
