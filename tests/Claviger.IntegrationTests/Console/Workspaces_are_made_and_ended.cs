using System.Net;
using System.Text.RegularExpressions;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Console;

/// <summary>S1, S9, S16 through the console's forms, with what they refuse.</summary>
public sealed class Workspaces_are_made_and_ended : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private ConsoleVisitor _visitor = null!;

    public async ValueTask InitializeAsync() => _visitor = await ConsoleVisitor.SignedInAsync(_gateway = await TestGateway.StartAsync());

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_workspace_is_made_found_changed_and_archived_with_its_keys()
    {
        Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync("/workspaces/new")).Status);
        var made = await _visitor.PostAsync("/workspaces/new", ("name", "Checkout"), ("environment", "production"), ("tags", "team=shop\nowner = ada"), ("tier", "build"), ("allowed_geos", "us"), ("default_geo", "us"));
        Assert.True(made.Status == HttpStatusCode.SeeOther, made.Text);
        var id = Regex.Match(made.Location!, "wrkspc_[0-9A-Za-z]+").Value;
        var view = await _gateway.Ok(HttpMethod.Get, $"/workspaces/{id}");
        Assert.Equal(("production", "build", "ada", "us"), (view.Text("environment"), view.Text("tier"), view.GetProperty("tags").Text("owner"), view.GetProperty("data_residency").Text("default_inference_geo")));
        foreach (var search in new[] { "checkout", "team=shop", id }) Assert.Contains("Checkout", (await _visitor.GetAsync($"/workspaces?q={search}")).Text, StringComparison.Ordinal);
        Assert.Contains("No workspace matches", (await _visitor.GetAsync("/workspaces?q=nothing-like-it")).Text, StringComparison.Ordinal);

        await DoneAsync($"/workspaces/{id}", ("name", "Till"), ("display_color", "#123456"), ("tags", "team=shop"), ("tier", "none"), ("allowed_geos", "unrestricted"), ("default_geo", "global"));
        view = await _gateway.Ok(HttpMethod.Get, $"/workspaces/{id}");
        Assert.Equal(("Till", "#123456", null, 1), (view.Text("name"), view.Text("display_color"), view.GetProperty("tier").GetString(), view.GetProperty("tags").EnumerateObject().Count()));
        Assert.Contains("saved", (await DoneAsync($"/workspaces/{id}", ("name", "Till"), ("tags", ""))).Text, StringComparison.OrdinalIgnoreCase);

        var key = await _gateway.Ok(HttpMethod.Post, "/api_keys", new { workspace_id = id, service = "till" });
        Assert.Contains("1 key is revoked", (await _visitor.GetAsync($"/workspaces/{id}/archive")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.PostAsync($"/workspaces/{id}/archive", ("typed", "till"))).Status);
        Assert.Contains("archived", (await DoneAsync($"/workspaces/{id}/archive", ("typed", "Till"))).Text, StringComparison.Ordinal);
        using var message = _gateway.Message(key: key.GetProperty("secret").GetString());
        using var refused = await _gateway.Http.SendAsync(message);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.DoesNotContain("Till", (await _visitor.GetAsync("/workspaces")).Text, StringComparison.Ordinal);
        Assert.Contains("Till", (await _visitor.GetAsync("/workspaces?archived=1")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "", "1 to 40")]
    [InlineData("name", "Production", "name of another")]
    [InlineData("environment", "Bad One", "lower-case")]
    [InlineData("environment", "", "say what it is for")]
    [InlineData("tags", "no equals sign", "not name=value")]
    [InlineData("tags", "a=1\na=2", "twice")]
    [InlineData("default_geo", "global", "not among")]
    [InlineData("tier", "gold", "no tier")]
    public async Task What_is_wrong_stands_beside_its_field_and_nothing_is_made(string field, string value, string says)
    {
        var fields = new Dictionary<string, string> { ["name"] = "Checkout", ["environment"] = "production", ["tags"] = "", ["allowed_geos"] = "us", ["default_geo"] = "us", ["tier"] = "none", [field] = value };
        var page = await _visitor.PostAsync("/workspaces/new", [.. fields.Select(pair => (pair.Key, pair.Value))]);
        Assert.True((int)page.Status is 400 or 409, page.Text);
        Assert.Contains(says, page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("aria-invalid=\"true\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Checkout", (await _visitor.GetAsync("/workspaces")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_are_added_changed_and_removed()
    {
        var (id, person) = (_gateway.WorkspaceId("Production"), await _gateway.JoinAsync("user"));
        var wrong = await _visitor.PostAsync($"/workspaces/{id}/members", ("email", "nobody@example.org"), ("workspace_role", "workspace_user"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("check the spelling", wrong.Text, StringComparison.Ordinal);

        Assert.Contains(person.Email, (await DoneAsync($"/workspaces/{id}/members", ("email", person.Email), ("workspace_role", "workspace_user"))).Text, StringComparison.Ordinal);
        await DoneAsync($"/workspaces/{id}/members/{person.Id}", ("workspace_role", "workspace_admin"));
        Assert.Equal("workspace_admin", (await _gateway.Ok(HttpMethod.Get, $"/workspaces/{id}/members/{person.Id}")).Text("workspace_role"));
        Assert.DoesNotContain(person.Email, (await DoneAsync($"/workspaces/{id}/members/{person.Id}/remove")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_read_sees_no_form_and_is_refused()
    {
        var (id, other) = (_gateway.WorkspaceId("Production"), _gateway.WorkspaceId("Staging"));
        var person = await _gateway.JoinAsync("user", id, "workspace_developer");
        using var visitor = new ConsoleVisitor(_gateway);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync("/sign-in/key", ("key", person.Secret))).Status);
        var list = await visitor.GetAsync("/workspaces");
        Assert.Contains(id, list.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(other, list.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/workspaces/new", list.Html, StringComparison.Ordinal);
        var page = await visitor.GetAsync($"/workspaces/{id}");
        foreach (var absent in new[] { "/archive", "name=\"tags\"", "name=\"email\"" }) Assert.DoesNotContain(absent, page.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/workspaces/{other}")).Status);

        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync("/workspaces/new")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync("/workspaces/new", ("name", "Mine"), ("environment", "production"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync($"/workspaces/{id}", ("name", "Mine"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync($"/workspaces/{id}/archive", ("typed", "Production"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync($"/workspaces/{id}/members/{person.Id}", ("workspace_role", "workspace_admin"))).Status);
    }

    [Fact]
    public async Task Tiers_are_made_changed_given_and_deleted()
    {
        var filled = await _visitor.GetAsync("/tiers/~new?from=build");
        var fields = Figures(filled);
        Assert.True(fields.Count > 40);
        var wrong = await _visitor.PostAsync("/tiers/~new", [("name", "slow"), .. fields.Where(field => field.Name != "opus_5.requests_per_minute"), ("opus_5.requests_per_minute", "0")]);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("whole number from 1", wrong.Text, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(wrong.Html, "aria-invalid=\"true\""));
        Assert.Contains("lower-case", (await _visitor.PostAsync("/tiers/~new", [("name", "Slow!"), .. fields])).Text, StringComparison.Ordinal);

        await DoneAsync("/tiers/~new", [("name", "slow"), .. fields.Where(field => field.Name != "opus_5.requests_per_minute"), ("opus_5.requests_per_minute", "7")]);
        await DoneAsync("/tiers", ("tier", "slow"));
        var page = await _visitor.GetAsync("/tiers/slow");
        Assert.Contains("the organization", page.Text, StringComparison.Ordinal);
        await DoneAsync("/tiers/slow", [("title", "Slow"), .. Figures(page).Where(field => field.Name != "files.requests_per_minute"), ("files.requests_per_minute", "")]);
        var classes = (await _gateway.Ok(HttpMethod.Get, "/tiers/slow")).GetProperty("classes");
        Assert.Equal(7, classes.GetProperty("opus_5").GetProperty("requests_per_minute").GetInt64());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, classes.GetProperty("files").GetProperty("requests_per_minute").ValueKind);

        Assert.Contains("in use", (await _visitor.PostAsync("/tiers/slow/delete")).Text, StringComparison.Ordinal);
        await DoneAsync("/tiers", ("tier", "none"));
        Assert.Contains("The tier is deleted", (await DoneAsync("/tiers/slow/delete")).Text, StringComparison.Ordinal);

        await DoneAsync("/tiers/build", [("title", "Build"), .. Figures(await _visitor.GetAsync("/tiers/build")).Where(field => field.Name != "opus_5.concurrency"), ("opus_5.concurrency", "3")]);
        Assert.Equal("edited", (await _gateway.Ok(HttpMethod.Get, "/tiers/build")).Text("origin"));
        Assert.Contains("Your figures are off", (await DoneAsync("/tiers/build/delete")).Text, StringComparison.Ordinal);
        Assert.Equal("shipped", (await _gateway.Ok(HttpMethod.Get, "/tiers/build")).Text("origin"));
    }

    [Fact]
    public async Task Who_may_not_change_tiers_sees_figures_and_no_form()
    {
        var person = await _gateway.JoinAsync("developer");
        using var visitor = new ConsoleVisitor(_gateway);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync("/sign-in/key", ("key", person.Secret))).Status);
        Assert.DoesNotContain("~new", (await visitor.GetAsync("/tiers")).Html, StringComparison.Ordinal);
        var page = await visitor.GetAsync("/tiers/build");
        Assert.Contains("Claude Opus 5", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"opus_5.requests_per_minute\"", page.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync("/tiers", ("tier", "build"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync("/tiers/build/delete")).Status);
    }

    [Fact]
    public async Task An_environment_declares_its_networks_and_forgets_them()
    {
        var wrong = await _visitor.PostAsync("/workspaces/environments", ("name", "production"), ("networks", "10.1.0.0/99"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("aria-invalid=\"true\"", wrong.Html, StringComparison.Ordinal);
        Assert.Contains("10.1.0.0/16", (await DoneAsync("/workspaces/environments", ("name", "production"), ("networks", "10.1.0.0/16\n10.2.0.0/16"), ("block", "on"))).Text, StringComparison.Ordinal);
        Assert.Contains("share", (await _visitor.PostAsync("/workspaces/environments", ("name", "staging"), ("networks", "10.1.4.0/24"))).Text, StringComparison.Ordinal);
        Assert.Contains("keys that stray are refused", (await _visitor.GetAsync($"/workspaces/{_gateway.WorkspaceId("Production")}")).Text, StringComparison.Ordinal);
        Assert.Contains("10.2.0.0/16", (await _visitor.GetAsync("/workspaces/environments?edit=production")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("10.1.0.0/16", (await DoneAsync("/workspaces/environments/production/delete")).Text, StringComparison.Ordinal);

        var person = await _gateway.JoinAsync("billing");
        using var visitor = new ConsoleVisitor(_gateway);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync("/sign-in/key", ("key", person.Secret))).Status);
        Assert.DoesNotContain("name=\"networks\"", (await visitor.GetAsync("/workspaces/environments")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync("/workspaces/environments", ("name", "staging"), ("networks", "10.9.0.0/16"))).Status);
    }

    private static List<(string Name, string Value)> Figures(ConsolePageSeen page) =>
        [.. Regex.Matches(page.Html, "<input name=\"([a-z0-9_]+\\.[a-z_]+)\" value=\"([^\"]*)\"").Select(match => (match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value)))];

    private async Task<ConsolePageSeen> DoneAsync(string path, params (string Name, string Value)[] fields)
    {
        var sent = await _visitor.PostAsync(path, fields);
        Assert.True(sent.Status == HttpStatusCode.SeeOther, sent.Text);
        return await _visitor.GetAsync(sent.Location!["/console".Length..]);
    }
}
