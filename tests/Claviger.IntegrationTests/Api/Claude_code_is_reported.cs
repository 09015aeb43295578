using System.Globalization;
using System.Text.Json;
using Claviger.Core;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Api;

/// <summary>S13: who used Claude Code, from what passes the gateway; tokens and cost are those of the books.</summary>
public sealed class Claude_code_is_reported
{
    private static readonly string Today = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Sessions_tokens_and_cost_by_actor_and_day()
    {
        await using var gateway = await TestGateway.StartAsync();
        await AskAsync(gateway, gateway.Key.Secret, "one");
        await AskAsync(gateway, gateway.Key.Secret, "one");
        await AskAsync(gateway, gateway.Key.Secret, "two", stream: true);
        await AskAsync(gateway, gateway.OtherKey.Secret, "two"); // the same member's, so the same session
        await AskAsync(gateway, gateway.Key.Secret, null); // Claude Code, of no known session
        using (var other = await gateway.Http.SendAsync(gateway.Message())) Assert.Equal(200, (int)other.StatusCode); // another client
        var rows = await gateway.RowsAsync();

        var report = await gateway.Ok(HttpMethod.Get, "/usage_report/claude_code?starting_at=" + Today);

        Assert.Equal(["data", "has_more", "next_page"], report.EnumerateObject().Select(field => field.Name));
        var row = Assert.Single(report.GetProperty("data").EnumerateArray());
        Assert.Equal(
            ["date", "organization_id", "actor", "customer_type", "subscription_type", "terminal_type", "is_remote", "core_metrics", "tool_actions", "model_breakdown"],
            row.EnumerateObject().Select(field => field.Name));
        Assert.Equal(Today + "T00:00:00Z", row.Text("date"));
        Assert.Equal("""{"type":"user_actor","email_address":"admin@localhost"}""", row.GetProperty("actor").ToString());
        Assert.Equal("""{"num_sessions":2,"lines_of_code":{"added":0,"removed":0},"commits_by_claude_code":0,"pull_requests_by_claude_code":0}""", row.GetProperty("core_metrics").ToString());
        var model = Assert.Single(row.GetProperty("model_breakdown").EnumerateArray());
        Assert.Equal("claude-haiku-4-5-20251001", model.Text("model"));
        var counted = rows.Take(5).ToList();
        Assert.Equal(
            $$"""{"input":{{counted.Sum(r => r.Input)}},"output":{{counted.Sum(r => r.Output)}},"cache_read":{{counted.Sum(r => r.CacheRead)}},"cache_creation":{{counted.Sum(r => r.CacheWrite5m + r.CacheWrite1h)}}}""",
            model.GetProperty("tokens").ToString());
        Assert.Equal(counted.Sum(r => r.CostNanos), (long)(model.GetProperty("estimated_cost").GetProperty("amount").GetDecimal() * Money.NanosPerCent));
        Assert.Equal("USD", model.GetProperty("estimated_cost").Text("currency"));

        Assert.Empty((await gateway.Ok(HttpMethod.Get, "/usage_report/claude_code?starting_at=2026-01-01")).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task Machines_are_actors_by_their_key_and_pages_walk_them()
    {
        await using var gateway = await TestGateway.StartAsync();
        var account = (await gateway.Ok(HttpMethod.Post, "/service_accounts", new { name = "ci" })).Text("id");
        var production = gateway.Key.ApiKey.Scope.WorkspaceId;
        await gateway.Ok(HttpMethod.Post, $"/service_accounts/{account}/workspaces", new { workspace_id = production, workspace_role = "workspace_developer" });
        var (_, maker) = await gateway.AdminKeyAsync(new { name = "pipeline", owner_type = "service_account", owner_id = account });
        for (var i = 0; i < 21; i++)
        {
            var key = await gateway.Ok(HttpMethod.Post, "/api_keys", new { workspace_id = production, service = $"ci-{i}" }, maker);
            await AskAsync(gateway, key.Text("secret"), "s" + i);
        }

        await gateway.Server.Journal.FlushedAsync(CancellationToken.None);
        var first = await gateway.Ok(HttpMethod.Get, "/usage_report/claude_code?limit=20&starting_at=" + Today);
        var second = await gateway.Ok(HttpMethod.Get, $"/usage_report/claude_code?limit=20&starting_at={Today}&page={first.Text("next_page")}");

        Assert.Equal((20, true, 1, false), (first.GetProperty("data").GetArrayLength(), first.GetProperty("has_more").GetBoolean(), second.GetProperty("data").GetArrayLength(), second.GetProperty("has_more").GetBoolean()));
        var names = first.GetProperty("data").EnumerateArray().Concat(second.GetProperty("data").EnumerateArray()).Select(row => row.GetProperty("actor")).ToList();
        Assert.All(names, actor => Assert.Equal("api_actor", actor.Text("type")));
        Assert.Equal(Enumerable.Range(0, 21).Select(i => $"prod-ci-{i}").Order(StringComparer.Ordinal), names.Select(actor => actor.Text("api_key_name")).Order(StringComparer.Ordinal));
        Assert.Equal(400, (await gateway.Refused(HttpMethod.Get, $"/usage_report/claude_code?limit=20&starting_at=2026-01-01&page={first.Text("next_page")}")).Status);
    }

    [Fact]
    public async Task Whoever_sees_into_one_workspace_sees_what_was_done_there()
    {
        await using var gateway = await TestGateway.StartAsync();
        await AskAsync(gateway, gateway.Key.Secret, "one");
        await AskAsync(gateway, gateway.OtherKey.Secret, "two");
        await gateway.Server.Journal.FlushedAsync(CancellationToken.None);
        var insider = await gateway.JoinAsync("user", gateway.OtherKey.ApiKey.Scope.WorkspaceId!, "workspace_admin");

        var row = Assert.Single((await gateway.Ok(HttpMethod.Get, "/usage_report/claude_code?starting_at=" + Today, key: insider.Secret)).GetProperty("data").EnumerateArray());
        Assert.Equal(1, row.GetProperty("core_metrics").GetProperty("num_sessions").GetInt64());
        Assert.Equal(gateway.Simulator.Bill.Total.Nanos / 2, (long)(row.GetProperty("model_breakdown")[0].GetProperty("estimated_cost").GetProperty("amount").GetDecimal() * Money.NanosPerCent));
    }

    [Theory]
    [InlineData("", "starting_at", "starting_at: required: one UTC day, for example 2026-11-01")]
    [InlineData("starting_at=2026-11-01T00:00:00Z", "starting_at", "starting_at: required: one UTC day, for example 2026-11-01")]
    [InlineData("starting_at=2026-11-31", "starting_at", "starting_at: required: one UTC day, for example 2026-11-01")]
    [InlineData("starting_at=2026-11-01&limit=19", "limit", "limit: must be a whole number from 20 to 1000")]
    [InlineData("starting_at=2026-11-01&page=x", "page", "page: is not a cursor of this list: send next_page as it came, with the same filters")]
    [InlineData("starting_at=2026-11-01&ending_at=2026-11-02", "ending_at", "ending_at: unknown parameter; this call takes starting_at, limit, page")]
    public async Task Faults_are_named(string query, string field, string message)
    {
        await using var gateway = await TestGateway.StartAsync();
        var (status, answer) = await gateway.AdminAsync(HttpMethod.Get, "/usage_report/claude_code?" + query);

        Assert.Equal((400, "invalid_request_error", field, message), AdminFixture.Read((int)status, answer));
    }

    private static async Task AskAsync(TestGateway gateway, string key, string? session, bool stream = false)
    {
        using var request = gateway.Message(key: key, stream: stream);
        request.Headers.TryAddWithoutValidation("user-agent", "claude-cli/2.1.330 (external, cli)");
        request.Headers.Add("x-app", "cli");
        if (session is not null) request.Headers.Add("x-claude-code-session-id", session);
        using var answer = await gateway.Http.SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
        await answer.Content.ReadAsStringAsync();
    }
}
