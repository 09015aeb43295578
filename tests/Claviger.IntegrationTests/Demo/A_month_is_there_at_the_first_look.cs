using System.Text.Json;
using Claviger.Control.Status;
using Claviger.Core;
using Claviger.Demo.Month;
using Xunit;

namespace Claviger.IntegrationTests.Demo;

/// <summary>What <c>claviger demo</c> fills its store with: it holds together, and every planted fault is found by the control that is made for it.</summary>
public sealed class A_month_is_there_at_the_first_look(SeededDemo demo) : IClassFixture<SeededDemo>
{
    [Fact]
    public async Task Books_and_log_prove_themselves()
    {
        var (exit, text, error) = await demo.CliAsync("ledger", "verify");
        Assert.True(exit == 0, text + error);
        Assert.Contains("Everything adds up", error, StringComparison.Ordinal);

        var status = await demo.GetAsync("/audit_log/status");
        Assert.Equal(status.GetProperty("entries").GetInt64(), status.GetProperty("signed_entries").GetInt64());
        (exit, text, error) = await demo.CliAsync("audit", "export", "-o", demo.File("log.jsonl"));
        Assert.True(exit == 0, text + error);
        var key = (await demo.GetAsync("/audit_log/public_key")).GetProperty("public_key").GetString()!;
        (exit, text, error) = await demo.CliAsync("audit", "verify", demo.File("log.jsonl"), "--public-key", key);
        Assert.True(exit == 0, text + error);
    }

    [Fact]
    public async Task It_says_that_it_is_invented()
    {
        Assert.True(demo.Server.Service<DemoData>().IsDemo);
        Assert.Contains("(demo data)", (await demo.GetAsync("/me")).GetProperty("name").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_are_people_places_and_keys()
    {
        var workspaces = Names(await demo.GetAsync("/workspaces?limit=100"));
        Assert.Superset(new HashSet<string> { "Production", "Staging", "Development" }, workspaces.ToHashSet());
        Assert.Equal(30, Names(await demo.GetAsync("/api_keys?limit=100")).Count);
        Assert.Superset(new HashSet<string>(MonthPlan.Live), Names(await demo.GetAsync("/api_keys?limit=100")).ToHashSet());
        Assert.InRange(Names(await demo.GetAsync("/users?limit=100")).Count, 12, 16);
        Assert.Single((await demo.GetAsync("/invites?limit=100")).GetProperty("data").EnumerateArray(), invite => invite.GetProperty("status").GetString() == "pending");
        Assert.Single((await demo.GetAsync("/spend_limit_increase_requests?limit=100")).GetProperty("data").EnumerateArray(), request => request.GetProperty("status").GetString() == "pending");
        Assert.InRange((await demo.GetAsync("/checklist/runs?limit=100")).GetProperty("data").GetArrayLength(), 15, 40);
    }

    [Fact]
    public async Task The_leaver_is_named_with_the_keys_that_they_left()
    {
        var blamed = await demo.BlamedAsync("nothing-left-behind");
        Assert.Equal(["prod-invoice-parser", "prod-search-ranker"], blamed.Select(key => key.Key).Order());
        Assert.All(blamed.SelectMany(key => key), text => Assert.Contains(MonthPlan.Leaver + "@example.com", text, StringComparison.Ordinal));
        Assert.All(blamed.SelectMany(key => key), text => Assert.Contains("last used 2026-11-2", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Overdue_unused_and_stray_keys_are_named()
    {
        Assert.Equal(MonthPlan.Overdue.Order(), (await demo.BlamedAsync("secrets-rotated")).Select(key => key.Key).Order());
        Assert.Equal([MonthPlan.Unused], (await demo.BlamedAsync("unused-keys")).Select(key => key.Key));
        Assert.Equal([MonthPlan.Stray], (await demo.BlamedAsync("environments-apart")).Select(key => key.Key));
        Assert.Equal(3, (await demo.BlamedAsync("key-spend-limits")).Count);
        Assert.Empty(await demo.BlamedAsync("audit-log-proven"));
        Assert.Empty(await demo.BlamedAsync("spend-alerts"));
    }

    [Fact]
    public async Task The_runaway_is_near_its_cap_and_the_forecast_says_when_it_meets_it()
    {
        var row = (await demo.GetAsync("/spend_forecast?scope_type[]=api_key")).GetProperty("data").EnumerateArray().Single(row => row.GetProperty("scope_name").GetString() == MonthPlan.Runaway);
        var used = Nanos(row, "spent") * 100 / Nanos(row, "cap");
        Assert.InRange(used, 85, 90);
        Assert.True(Nanos(row, "forecast") > Nanos(row, "cap"));
        Assert.NotEqual(JsonValueKind.Null, row.GetProperty("cap_reached_at").ValueKind);

        var alerts = (await demo.GetAsync("/alerts?limit=100")).GetProperty("data").EnumerateArray().Where(alert => alert.GetProperty("status").GetString() == "open").Select(alert => alert.GetProperty("title").GetString()!).ToList();
        Assert.Contains(alerts, title => title.Contains(MonthPlan.Runaway, StringComparison.Ordinal) && title.Contains("80%", StringComparison.Ordinal));
        Assert.Contains(alerts, title => title.StartsWith("Development spent unusually much", StringComparison.Ordinal));
        Assert.All((await demo.GetAsync("/alert_channels?limit=100")).GetProperty("data").EnumerateArray(), channel => Assert.NotEqual(JsonValueKind.Null, channel.GetProperty("last_delivered_at").ValueKind));
    }

    [Fact]
    public async Task Live_traffic_goes_on_with_its_keys()
    {
        foreach (var key in demo.Month.Keys)
        {
            using var http = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Post, demo.Server.Url + "/v1/messages")
            {
                Headers = { { "x-api-key", key.Secret }, { "anthropic-version", "2023-06-01" } },
                Content = new StringContent("""{"model":"claude-haiku-5-5","max_tokens":20,"messages":[{"role":"user","content":"Hello"}]}""", System.Text.Encoding.UTF8, "application/json"),
            };
            using var answer = await http.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, key.ApiKey.Name);
        }
    }

    private static long Nanos(JsonElement row, string field) => MoneyText.Cents(row.GetProperty(field).GetString()!, out _).Nanos;

    private static List<string> Names(JsonElement page) => [.. page.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];
}
