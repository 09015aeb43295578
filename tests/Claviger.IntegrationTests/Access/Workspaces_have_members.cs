using Claviger.IntegrationTests.Api;
using Xunit;

namespace Claviger.IntegrationTests.Access;

/// <summary>S1, S15: who is in a workspace, by a row of their own or by inheritance, and what that lets them do.</summary>
public sealed class Workspaces_have_members(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    private Hosting.TestGateway Gateway => fixture.Gateway;
    private string Staging => Gateway.WorkspaceId("Staging");
    private string Production => Gateway.WorkspaceId("Production");

    [Fact]
    public async Task A_developer_of_one_workspace_reaches_its_keys_and_no_others()
    {
        var person = await Gateway.JoinAsync("user", Staging, "workspace_developer");
        var (own, sibling) = (Gateway.OtherKey.ApiKey.Id, Gateway.Key.ApiKey.Id);

        var made = await Gateway.Ok(HttpMethod.Post, "/api_keys", new { workspace_id = Staging, service = AdminFixture.Service() }, person.Secret);
        Assert.Equal(person.Id, made.GetProperty("api_key").GetProperty("owner").Text("id"));
        await Gateway.Ok(HttpMethod.Post, "/api_keys/" + made.GetProperty("api_key").Text("id"), new { status = "inactive" }, person.Secret);
        await Gateway.Ok(HttpMethod.Get, "/api_keys/" + own, key: person.Secret);
        var listed = (await Gateway.Ok(HttpMethod.Get, "/api_keys?limit=1000", key: person.Secret)).GetProperty("data").EnumerateArray().ToList();
        Assert.All(listed, key => Assert.Equal(Staging, key.GetProperty("scope").Text("workspace_id")));
        Assert.NotEmpty(listed);
        Assert.Equal([Staging], (await Gateway.Ok(HttpMethod.Get, "/workspaces", key: person.Secret)).GetProperty("data").EnumerateArray().Select(item => item.Text("id")));

        var missing = "apikey_01" + new string('x', 22);
        Assert.Equal(await Gateway.Refused(HttpMethod.Get, "/api_keys/" + missing, key: person.Secret), await Gateway.Refused(HttpMethod.Get, "/api_keys/" + sibling, key: person.Secret));
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Post, "/api_keys/" + sibling, new { status = "archived" }, person.Secret)).Status);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, "/api_keys", new { workspace_id = Production, service = "backend-x" }, person.Secret)).Status);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Get, "/api_keys?after_id=" + sibling, key: person.Secret)).Status);
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Post, "/workspaces/" + Staging, new { name = "Mine" }, person.Secret)).Status);
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Get, $"/workspaces/{Production}", key: person.Secret)).Status);
        Assert.Equal("active", (await Gateway.Ok(HttpMethod.Get, "/api_keys/" + sibling)).Text("status"));
    }

    [Fact]
    public async Task A_workspace_admin_staffs_the_workspace_and_nothing_else()
    {
        var boss = await Gateway.JoinAsync("user", Staging, "workspace_admin");
        var person = await Gateway.JoinAsync("user");
        var path = $"/workspaces/{Staging}/members";

        var added = await Gateway.Ok(HttpMethod.Post, path, new { user_id = person.Id, workspace_role = "workspace_restricted_developer" }, boss.Secret);
        Assert.Equal($$"""{"type":"workspace_member","user_id":"{{person.Id}}","workspace_id":"{{Staging}}","workspace_role":"workspace_restricted_developer"}""", added.ToString());
        Assert.Equal((400, "already_member"), Short(await Gateway.Refused(HttpMethod.Post, path, new { user_id = person.Id, workspace_role = "workspace_user" }, boss.Secret)));
        await Gateway.Ok(HttpMethod.Post, $"{path}/{person.Id}", new { workspace_role = "workspace_admin" }, boss.Secret);
        Assert.Equal("workspace_admin", (await Gateway.Ok(HttpMethod.Get, $"{path}/{person.Id}", key: boss.Secret)).Text("workspace_role"));
        var removed = await Gateway.Ok(HttpMethod.Delete, $"{path}/{person.Id}", key: boss.Secret);
        Assert.Equal($$"""{"type":"workspace_member_deleted","user_id":"{{person.Id}}","workspace_id":"{{Staging}}"}""", removed.ToString());
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Delete, $"{path}/{person.Id}", key: boss.Secret)).Status);

        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Post, $"/workspaces/{Production}/members", new { user_id = boss.Id, workspace_role = "workspace_admin" }, boss.Secret)).Status);
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Get, $"/workspaces/{Production}/members", key: boss.Secret)).Status);
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Post, "/users/" + boss.Id, new { role = "admin" }, boss.Secret)).Status);
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Post, "/invites", new { email = People.Email(), role = "user" }, boss.Secret)).Status);
    }

    [Fact]
    public async Task Organization_roles_are_inherited_as_Anthropic_says()
    {
        var (admin, billing, developer) = (await Gateway.JoinAsync("admin"), await Gateway.JoinAsync("billing"), await Gateway.JoinAsync("developer"));
        var path = $"/workspaces/{Staging}/members";

        Assert.Equal("workspace_admin", (await Gateway.Ok(HttpMethod.Get, $"{path}/{admin.Id}")).Text("workspace_role"));
        Assert.Equal("workspace_billing", (await Gateway.Ok(HttpMethod.Get, $"{path}/{billing.Id}")).Text("workspace_role"));
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Get, $"{path}/{developer.Id}")).Status);

        foreach (var (method, body) in new[] { (HttpMethod.Post, (object?)new { workspace_role = "workspace_user" }), (HttpMethod.Delete, null) })
        {
            Assert.Equal(400, (await Gateway.Refused(method, $"{path}/{admin.Id}", body)).Status);
            Assert.Equal(400, (await Gateway.Refused(method, $"{path}/{billing.Id}", body)).Status);
        }

        await Gateway.Ok(HttpMethod.Post, $"{path}/{billing.Id}", new { workspace_role = "workspace_admin" });
        Assert.Equal("workspace_admin", (await Gateway.Ok(HttpMethod.Get, $"{path}/{billing.Id}")).Text("workspace_role"));
        await Gateway.Ok(HttpMethod.Post, "/users/" + billing.Id, new { role = "user" }); // the explicit membership is what stays
        Assert.Equal("workspace_admin", (await Gateway.Ok(HttpMethod.Get, $"{path}/{billing.Id}")).Text("workspace_role"));
        await Gateway.Ok(HttpMethod.Post, "/users/" + admin.Id, new { role = "user" });
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Get, $"{path}/{admin.Id}")).Status);
    }

    [Fact]
    public async Task The_default_workspace_follows_the_organization_role()
    {
        var developer = await Gateway.JoinAsync("developer");
        var id = Gateway.WorkspaceId("Default");

        await Gateway.Ok(HttpMethod.Post, "/api_keys", new { workspace_id = id, service = AdminFixture.Service(), environment = "development" }, developer.Secret);
        Assert.Equal("workspace_developer", (await Gateway.Ok(HttpMethod.Get, $"/workspaces/{id}/members/{developer.Id}")).Text("workspace_role"));
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, $"/workspaces/{id}/members", new { user_id = developer.Id, workspace_role = "workspace_admin" })).Status);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Delete, $"/workspaces/{id}/members/{developer.Id}")).Status);
    }

    [Theory]
    [InlineData("workspace_billing")]
    [InlineData("admin")]
    [InlineData("")]
    public async Task Only_assignable_roles_are_assigned(string role)
    {
        var person = await Gateway.JoinAsync("user");
        var refused = await fixture.RefusedAsync(HttpMethod.Post, $"/workspaces/{Staging}/members", new { user_id = person.Id, workspace_role = role });
        Assert.Equal((400, "workspace_role"), (refused.Status, refused.Field));
    }

    [Fact]
    public async Task The_list_is_walked_by_user_ids()
    {
        for (var i = 0; i < 3; i++) await Gateway.JoinAsync("user", Production, "workspace_user");
        var all = (await Gateway.Ok(HttpMethod.Get, $"/workspaces/{Production}/members?limit=1000")).GetProperty("data").EnumerateArray().Select(item => item.Text("user_id")).ToList();
        var walked = new List<string>();
        for (var after = ""; ;)
        {
            var page = await Gateway.Ok(HttpMethod.Get, $"/workspaces/{Production}/members?limit=2{after}");
            walked.AddRange(page.GetProperty("data").EnumerateArray().Select(item => item.Text("user_id")));
            if (!page.GetProperty("has_more").GetBoolean()) break;
            after = "&after_id=" + page.Text("last_id");
        }

        Assert.Equal(all, walked);
    }

    private static (int, string?) Short((int Status, string Message, string? Code) refused) => (refused.Status, refused.Code);
}
