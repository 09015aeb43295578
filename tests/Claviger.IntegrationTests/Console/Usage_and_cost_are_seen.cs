using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Claviger.Core;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Console;

/// <summary>S14, R17: what was used and what it cost, split and filtered, by what the books say.</summary>
public sealed class Usage_and_cost_are_seen : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private ConsoleVisitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _visitor = await ConsoleVisitor.SignedInAsync(_gateway = await TestGateway.StartAsync());
        await AskAsync("in=1000; out=500", "claude-haiku-4-5", _gateway.Key.Secret);
        await AskAsync("in=2000; out=100; read=9000", "claude-sonnet-4-5", _gateway.Key.Secret);
        await AskAsync("in=10; out=5", "claude-haiku-4-5", _gateway.OtherKey.Secret);
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("/cost")]
    [InlineData("/cost?range=today")]
    [InlineData("/cost?range=30d")]
    [InlineData("/cost?by=key")]
    [InlineData("/cost?by=key&range=today")]
    [InlineData("/cost?by=model&range=7d")]
    [InlineData("/cost?by=member")]
    [InlineData("/cost?by=token")]
    public async Task Every_split_and_range_has_the_same_total_to_the_nano_dollar(string path)
    {
        var rows = await _gateway.RowsAsync();
        var page = await _visitor.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains($"title=\"{new Money(rows.Sum(row => row.CostNanos))}\"", page.Html, StringComparison.Ordinal);

        var csv = await LinesAsync(path.Replace("/cost", "/cost.csv", StringComparison.Ordinal));
        var costs = csv.Skip(1).Select(line => decimal.Parse(line[11], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal((decimal)rows.Sum(row => row.CostNanos) / Money.NanosPerDollar, costs[^1]);
        Assert.Equal(costs[^1], costs.SkipLast(1).Sum());
    }

    [Fact]
    public async Task Filters_narrow_it_and_stand_in_the_address()
    {
        var key = _gateway.Key.ApiKey;
        foreach (var text in new[] { key.Id, key.Name })
        {
            var lines = await LinesAsync($"/usage.csv?by=model&key={text}");
            Assert.Equal(["claude-sonnet-4-5-20250929", "claude-haiku-4-5-20251001", "Total"], lines.Skip(1).Select(line => line[2]));
            Assert.Equal(["1", "2000", "0", "9000", "100"], lines[1][5..10]);
        }

        Assert.Equal([key.Name, "Total"], (await LinesAsync("/cost.csv?by=key&model=claude-sonnet-4-5-20250929")).Skip(1).Select(line => line[2]));
        Assert.Equal(3, (await LinesAsync($"/cost.csv?by=key&workspace={_gateway.OtherKey.ApiKey.Scope.WorkspaceId}")).Count);
        var page = await _visitor.GetAsync($"/usage?by=key&range=30d&workspace={key.Scope.WorkspaceId}&show=requests");
        foreach (var expected in new[] { $"/console/keys/{key.Id}", "range=7d&amp;by=key&amp;show=requests&amp;workspace=", "/console/usage.csv?range=30d", "only this" }) Assert.Contains(expected, page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("range=custom&from=yesterday&to=2026-01-01", "a date")]
    [InlineData("range=custom&from=2026-02-01&to=2026-01-01", "must not lie before")]
    [InlineData("range=custom&from=2020-01-01&to=2026-01-01", "at most 366 days")]
    [InlineData("range=decade", "must be today")]
    [InlineData("by=colour", "must be one of")]
    [InlineData("key=no-such-key", "no key has this id or name")]
    [InlineData("member=nobody@example.com", "nobody with this id")]
    [InlineData("workspace=wrkspc_01nosuch", "no such workspace")]
    [InlineData("model=gpt-4", "named this model")]
    public async Task What_is_wrong_is_said_and_nothing_is_shown(string query, string says)
    {
        foreach (var room in new[] { "/usage", "/cost" })
        {
            var page = await _visitor.GetAsync($"{room}?{query}");
            Assert.Contains(says, page.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<svg viewBox=\"0 -12", page.Html, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.GetAsync($"{room}.csv?{query}")).Status);
        }
    }

    [Fact]
    public async Task An_empty_time_says_so_and_a_name_like_a_formula_stays_text_in_a_spreadsheet()
    {
        Assert.Contains("Nothing was spent in this time", (await _visitor.GetAsync("/cost?range=custom&from=2001-01-01&to=2001-01-31")).Text, StringComparison.Ordinal);
        await _gateway.AdminAsync(HttpMethod.Post, $"/api_keys/{_gateway.Key.ApiKey.Id}", new { name = "=1+1" });
        Assert.DoesNotContain((await LinesAsync("/cost.csv?by=key")).Skip(1), line => line[2][0] == '=');
    }

    [Fact]
    public async Task A_member_without_the_right_sees_no_door_and_gets_no_page()
    {
        using var other = await SomebodyAsync("user");
        Assert.DoesNotContain("/console/cost\"", (await other.GetAsync("/my")).Html, StringComparison.Ordinal);
        foreach (var path in new[] { "/usage", "/cost", "/usage.csv", "/cost.csv" }) Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Who_sees_one_workspace_sees_its_money_only()
    {
        using var other = await SomebodyAsync("user", _gateway.OtherKey.ApiKey.Scope.WorkspaceId!);
        var page = await other.GetAsync("/cost?by=key");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(_gateway.OtherKey.ApiKey.Name, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_gateway.Key.ApiKey.Name, page.Text, StringComparison.Ordinal);
        var rows = await _gateway.RowsAsync();
        Assert.Contains($"title=\"{new Money(rows.MinBy(row => row.CostNanos)!.CostNanos)}\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("no key has this id", (await other.GetAsync($"/cost?key={_gateway.Key.ApiKey.Id}")).Text, StringComparison.OrdinalIgnoreCase);
        var overview = await other.GetAsync("/");
        Assert.DoesNotContain(_gateway.Key.ApiKey.Name, overview.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_tells_which_cap_is_reached_and_who_spends_most()
    {
        var (status, _) = await _gateway.AdminAsync(HttpMethod.Post, "/spend_limits", new { scope = new { type = "api_key", api_key_id = _gateway.Key.ApiKey.Id }, period = "monthly", amount = "1" });
        Assert.Equal(HttpStatusCode.OK, status);
        var page = await _visitor.GetAsync("/");
        Assert.Contains("has reached its monthly cap", page.Text, StringComparison.Ordinal);
        Assert.Matches(new Regex($"Who spends most this month.*{Regex.Escape(_gateway.Key.ApiKey.Name)}"), page.Text);
    }

    private async Task AskAsync(string script, string model, string key)
    {
        using var message = _gateway.Message(script, key: key, model: model);
        using var answer = await _gateway.Http.SendAsync(message);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await _gateway.RowsAsync(); // once it is in the books
    }

    private async Task<ConsoleVisitor> SomebodyAsync(string role, string? workspace = null)
    {
        var (_, invite) = await _gateway.AdminAsync(HttpMethod.Post, "/invites", new { email = "second@example.com", role });
        var (_, accepted) = await _gateway.AdminAsync(HttpMethod.Post, "/invites/accept", new { acceptance_token = invite.GetProperty("acceptance_token").GetString(), name = "Second" });
        if (workspace is not null)
            Assert.Equal(HttpStatusCode.OK, (await _gateway.AdminAsync(HttpMethod.Post, $"/workspaces/{workspace}/members", new { user_id = accepted.GetProperty("user").GetProperty("id").GetString(), workspace_role = "workspace_admin" })).Status);
        var visitor = new ConsoleVisitor(_gateway);
        await visitor.PostAsync("/sign-in/key", ("key", accepted.GetProperty("secret").GetString()!));
        return visitor;
    }

    private async Task<List<string[]>> LinesAsync(string path)
    {
        var seen = await _visitor.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "text/csv; charset=utf-8"), (seen.Status, seen.Headers["Content-Type"]));
        return [.. seen.Html.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
    }
}
