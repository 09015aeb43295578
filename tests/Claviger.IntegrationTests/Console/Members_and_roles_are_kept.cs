using System.Net;
using System.Text.RegularExpressions;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Console;

/// <summary>S3, S4, R18 through the console's forms: people, invites, groups, roles, with what they refuse.</summary>
public sealed partial class Members_and_roles_are_kept : IAsyncLifetime
{
    private const string Password = "correct horse battery";
    private readonly FakeTime _time = new();
    private TestGateway _gateway = null!;
    private ConsoleVisitor _visitor = null!;

    public async ValueTask InitializeAsync() => _visitor = await ConsoleVisitor.SignedInAsync(_gateway = await TestGateway.StartAsync(clock: _time.Clock));

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task An_invite_is_shown_once_accepted_and_its_member_found_and_given_roles()
    {
        var wrong = await _visitor.PostAsync("/members/invites/new", ("email", "not an address"), ("role", "developer"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("aria-invalid=\"true\"", wrong.Html, StringComparison.Ordinal);
        var made = await _visitor.PostAsync("/members/invites/new", ("email", "ada@example.org"), ("role", "user"));
        var token = Token().Match(made.Html).Value;
        Assert.DoesNotContain(token, (await _visitor.GetAsync("/members/invites")).Html, StringComparison.Ordinal);
        var ada = await _gateway.AcceptAsync(token);

        Assert.Contains(ada.Id, (await _visitor.GetAsync("/members?q=ada")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain(ada.Id, (await _visitor.GetAsync("/members?q=nobody-like-it")).Html, StringComparison.Ordinal);
        await _visitor.DoneAsync($"/members/{ada.Id}/role", ("role", "developer"));
        await _visitor.DoneAsync($"/members/{ada.Id}/workspaces", ("workspace", _gateway.WorkspaceId("Production")), ("workspace_role", "workspace_developer"));
        await _visitor.DoneAsync($"/members/{ada.Id}/workspaces/{_gateway.WorkspaceId("Production")}", ("workspace_role", "workspace_admin"));
        Assert.Equal("developer", (await _gateway.Ok(HttpMethod.Get, $"/users/{ada.Id}")).Text("role"));
        Assert.Equal("workspace_admin", (await _gateway.Ok(HttpMethod.Get, $"/workspaces/{_gateway.WorkspaceId("Production")}/members/{ada.Id}")).Text("workspace_role"));
        await _visitor.DoneAsync($"/members/{ada.Id}/workspaces/{_gateway.WorkspaceId("Production")}/remove");
        Assert.Equal(HttpStatusCode.NotFound, (await _gateway.AdminAsync(HttpMethod.Get, $"/workspaces/{_gateway.WorkspaceId("Production")}/members/{ada.Id}")).Status);
    }

    [Fact]
    public async Task A_role_of_ones_own_is_made_given_to_a_group_and_reaches_whoever_is_in_it()
    {
        var person = await _gateway.JoinAsync("user");
        Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.PostAsync("/members/roles/new", ("display_name", ""), ("permissions", "audit.read"))).Status);
        var role = Role().Match((await _visitor.PostAsync("/members/roles/new", ("display_name", "Auditor"), ("permissions", "audit.read"), ("permissions", "checklist.read"))).Location!).Value;
        var group = Group().Match((await _visitor.PostAsync("/members/groups", ("name", "Security"))).Location!).Value;
        await _visitor.DoneAsync($"/members/groups/{group}/roles", ("role_id", role));
        Assert.Equal(403, (await _gateway.Refused(HttpMethod.Get, "/audit_log", key: person.Secret)).Status);
        await _visitor.DoneAsync($"/members/groups/{group}/members", ("email", person.Email));
        await _gateway.Ok(HttpMethod.Get, "/audit_log", key: person.Secret);

        using var auditor = await _gateway.EnterAsync(person);
        Assert.Equal(HttpStatusCode.OK, (await auditor.GetAsync("/audit")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.GetAsync("/keys")).Status);
        await _visitor.DoneAsync($"/members/groups/{group}/members/{person.Id}/remove");
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.GetAsync("/audit")).Status);
        var matrix = await _visitor.GetAsync("/members/roles");
        Assert.Contains("Auditor", matrix.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_gives_somebody_more_asks_for_a_fresh_proof_and_does_nothing_without()
    {
        var person = await _gateway.JoinAsync("user");
        var group = (await _gateway.Ok(HttpMethod.Post, "/rbac_groups", new { name = "Security" })).Text("id");
        await _visitor.PostAsync("/account/password", ("password", Password), ("again", Password));
        await _visitor.DoneAsync($"/keys/{_gateway.OtherKey.ApiKey.Id}/status", ("status", "inactive"));
        _time.Clock.SetUtcNow(_time.Clock.GetUtcNow().AddMinutes(11));
        var newest = await NewestAsync();

        (string, (string, string)[])[] acts =
        [
            ($"/members/{person.Id}/role", [("role", "admin")]), ($"/members/{person.Id}/workspaces", [("workspace", _gateway.WorkspaceId("Production")), ("workspace_role", "workspace_admin")]),
            ($"/members/{person.Id}/groups", [("group", group)]), ($"/members/groups/{group}/members", [("email", person.Email)]), ($"/members/groups/{group}/delete", []),
            ("/members/invites/new", [("email", "new@example.org"), ("role", "admin")]), ("/members/roles/new", [("display_name", "Mighty"), ("permissions", "keys.create")]),
            ("/keys/new", [("workspace", _gateway.WorkspaceId("Production")), ("service", "other")]), ($"/keys/{_gateway.Key.ApiKey.Id}/rotate", [("overlap_days", "1")]), ($"/keys/{_gateway.OtherKey.ApiKey.Id}/status", [("status", "active")]),
            ($"/offboarding/{person.Id}", [("hand_over", "none")]), ("/settings/admin-keys/new", [("name", "mine"), ("owner_type", "organization")]), ("/settings/upstreams/new", [("name", "other"), ("api_key", "sk-ant-api03-other")]),
        ];
        foreach (var (path, fields) in acts)
        {
            var asked = await _visitor.PostAsync(path, fields);
            Assert.True(asked.Html.Contains("confirm_password", StringComparison.Ordinal), $"{path}: {asked.Status} {asked.Text}");
            Assert.Contains("confirm_password", (await _visitor.PostAsync(path, [.. fields, ("confirm_password", "wrong horse battery")])).Html, StringComparison.Ordinal);
        }

        Assert.Equal("user", (await _gateway.Ok(HttpMethod.Get, $"/users/{person.Id}")).Text("role"));
        Assert.DoesNotContain(await TypesAfterAsync(newest), type => type != "console_sign_in_failed");
        _time.Clock.SetUtcNow(_time.Clock.GetUtcNow().AddMinutes(16)); // the account rested after so many failures
        await _visitor.DoneAsync($"/members/{person.Id}/role", ("role", "developer"), ("confirm_password", Password));
        Assert.Equal("developer", (await _gateway.Ok(HttpMethod.Get, $"/users/{person.Id}")).Text("role"));
    }

    [Fact]
    public async Task Who_may_not_sees_no_form_and_is_refused()
    {
        var person = await _gateway.JoinAsync("user");
        using var visitor = await _gateway.SignedInAsAsync("developer");
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync($"/members/{person.Id}/role", ("role", "admin"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync("/members/invites/new", ("email", "x@example.org"), ("role", "admin"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync($"/offboarding/{person.Id}")).Status);
        var own = await visitor.GetAsync("/my");
        Assert.Equal(HttpStatusCode.OK, own.Status);
        Assert.DoesNotContain("/console/offboarding", own.Html, StringComparison.Ordinal);
        Assert.Equal("user", (await _gateway.Ok(HttpMethod.Get, $"/users/{person.Id}")).Text("role"));
    }

    [Fact]
    public async Task Offboarding_shows_first_and_then_ends_everything_with_a_report()
    {
        var person = await _gateway.JoinAsync("developer", _gateway.WorkspaceId("Production"), "workspace_developer");
        var handed = await _visitor.PostAsync($"/keys/{_gateway.Key.ApiKey.Id}", ("owner", person.Email));
        Assert.True(handed.Status == HttpStatusCode.SeeOther, handed.Text);
        var plan = await _visitor.GetAsync($"/offboarding/{person.Id}");
        Assert.Contains("Nothing has happened yet", plan.Text, StringComparison.Ordinal);
        Assert.Contains("prod-backend", plan.Text, StringComparison.Ordinal);
        await _gateway.Ok(HttpMethod.Get, "/me", key: person.Secret);

        Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.PostAsync($"/offboarding/{person.Id}", ("hand_over", "named"), ("new_owner", "nobody@example.org"))).Status);
        var done = await _visitor.PostAsync($"/offboarding/{person.Id}", ("hand_over", "named"), ("new_owner", _gateway.AdminAddress()));
        Assert.True(done.Status == HttpStatusCode.SeeOther, done.Text);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _gateway.AdminAsync(HttpMethod.Get, "/me", key: person.Secret)).Status);
        Assert.Equal(_gateway.Server.SystemActor.Member!.Value.Value, (await _gateway.Ok(HttpMethod.Get, $"/api_keys/{_gateway.Key.ApiKey.Id}")).GetProperty("owner").Text("id"));
        var report = await _visitor.GetAsync(done.Location!["/console".Length..]);
        Assert.Contains("was offboarded", report.Text, StringComparison.Ordinal);
    }

    private async Task<long> NewestAsync() => (await _gateway.Ok(HttpMethod.Get, "/audit_log?limit=1")).GetProperty("data")[0].GetProperty("sequence").GetInt64();

    private async Task<List<string>> TypesAfterAsync(long sequence) =>
        [.. (await _gateway.Ok(HttpMethod.Get, "/audit_log?limit=100")).GetProperty("data").EnumerateArray().Where(entry => entry.GetProperty("sequence").GetInt64() > sequence).Select(entry => entry.Text("type"))];

    [GeneratedRegex("clvi_[0-9A-Za-z]{60}")]
    private static partial Regex Token();

    [GeneratedRegex("rbac_role_[0-9A-Za-z]+")]
    private static partial Regex Role();

    [GeneratedRegex("rbac_group_[0-9A-Za-z]+")]
    private static partial Regex Group();
}
