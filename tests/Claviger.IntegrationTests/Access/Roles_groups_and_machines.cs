using Claviger.IntegrationTests.Api;
using Xunit;

namespace Claviger.IntegrationTests.Access;

/// <summary>S15: custom roles, groups and service accounts give rights, take them back, and can be asked why.</summary>
public sealed class Roles_groups_and_machines(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    private Hosting.TestGateway Gateway => fixture.Gateway;
    private string Staging => Gateway.WorkspaceId("Staging");

    [Fact]
    public async Task A_group_with_a_role_in_one_workspace_opens_that_one_and_explain_says_so()
    {
        var person = await Gateway.JoinAsync("user");
        var group = await Gateway.Ok(HttpMethod.Post, "/rbac_groups", new { name = "search team" });
        Assert.Equal(["id", "type", "name", "source_type", "description", "role_ids", "created_at", "updated_at"], group.EnumerateObject().Select(field => field.Name));
        var id = group.Text("id");
        await Gateway.Ok(HttpMethod.Post, $"/rbac_groups/{id}/members", new { user_id = person.Id });
        Assert.Equal((400, "already_member"), Short(await Gateway.Refused(HttpMethod.Post, $"/rbac_groups/{id}/members", new { user_id = person.Id })));
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Get, $"/workspaces/{Staging}", key: person.Secret)).Status);

        var assignment = await Gateway.Ok(HttpMethod.Post, "/rbac_role_assignments", new { role_id = "workspace_developer", principal_type = "group", principal_id = id, workspace_id = Staging });
        Assert.Equal(assignment.ToString(), (await Gateway.Ok(HttpMethod.Post, "/rbac_role_assignments", new { role_id = "workspace_developer", principal_type = "group", principal_id = id, workspace_id = Staging })).ToString());
        await Gateway.Ok(HttpMethod.Get, $"/workspaces/{Staging}", key: person.Secret);
        await Gateway.Ok(HttpMethod.Post, "/api_keys", new { workspace_id = Staging, service = AdminFixture.Service() }, person.Secret);

        var yes = await Gateway.Ok(HttpMethod.Get, $"/access/explain?actor_id={person.Id}&permission=keys.create&workspace_id={Staging}");
        var reason = Assert.Single(yes.GetProperty("reasons").EnumerateArray());
        Assert.True(yes.GetProperty("allowed").GetBoolean());
        Assert.Equal(("workspace_developer", "group", id, Staging), (reason.Text("role"), reason.Text("source"), reason.Text("via_group_id"), reason.Text("workspace_id")));
        var no = await Gateway.Ok(HttpMethod.Get, $"/access/explain?actor_id={person.Id}&permission=keys.create", key: person.Secret); // of oneself, anybody may ask
        Assert.False(no.GetProperty("allowed").GetBoolean());
        Assert.Equal([Staging], no.GetProperty("elsewhere").EnumerateArray().Select(place => place.GetString()));
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Get, $"/access/explain?actor_id=user_01none&permission=keys.create", key: person.Secret)).Status);

        await Gateway.Ok(HttpMethod.Delete, $"/rbac_groups/{id}/members/{person.Id}");
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Get, $"/workspaces/{Staging}", key: person.Secret)).Status);
        await Gateway.Ok(HttpMethod.Delete, "/rbac_groups/" + id);
        Assert.Equal((404, "rbac_group_not_found"), Short(await Gateway.Refused(HttpMethod.Get, "/rbac_groups/" + id)));
        Assert.DoesNotContain(assignment.Text("id"), (await Gateway.Ok(HttpMethod.Get, "/rbac_role_assignments?limit=1000")).ToString());
    }

    [Fact]
    public async Task A_custom_role_gives_what_it_names_until_it_is_changed()
    {
        var person = await Gateway.JoinAsync("user");
        var role = await Gateway.Ok(HttpMethod.Post, "/rbac_roles", new { display_name = "reader", permissions = new[] { "members.read", "ledger.read" } });
        var id = role.Text("id");
        await Gateway.Ok(HttpMethod.Post, "/rbac_role_assignments", new { role_id = id, principal_type = "user", principal_id = person.Id });
        await Gateway.Ok(HttpMethod.Get, "/users", key: person.Secret);
        Assert.Equal(["ledger.read", "members.read"], (await Gateway.Ok(HttpMethod.Get, $"/rbac_roles/{id}/permissions")).GetProperty("data").EnumerateArray().Select(item => item.Text("action")));

        await Gateway.Ok(HttpMethod.Post, "/rbac_roles/" + id, new { permissions = new[] { "ledger.read" } });
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Get, "/users", key: person.Secret)).Status);
        await Gateway.Ok(HttpMethod.Get, "/ledger/unresolved", key: person.Secret);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, "/rbac_role_assignments", new { role_id = id, principal_type = "user", principal_id = person.Id, workspace_id = Staging })).Status);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, "/rbac_role_assignments", new { role_id = "admin", principal_type = "user", principal_id = person.Id })).Status);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, "/rbac_roles/workspace_user", new { permissions = new[] { "keys.read" } })).Status);
        Assert.Equal((409, "rbac_role_name_taken"), Short(await Gateway.Refused(HttpMethod.Post, "/rbac_roles", new { display_name = "admin", permissions = new[] { "keys.read" } })));
        await Gateway.Ok(HttpMethod.Delete, "/rbac_roles/" + id);
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Get, "/ledger/unresolved", key: person.Secret)).Status);
        Assert.Equal((404, "rbac_role_not_found"), Short(await Gateway.Refused(HttpMethod.Get, "/rbac_roles/" + id)));
    }

    [Fact]
    public async Task A_service_account_acts_with_its_roles_and_ends_with_all_its_keys()
    {
        var account = await Gateway.Ok(HttpMethod.Post, "/service_accounts", new { name = "deployer", description = "makes keys" });
        Assert.Equal(
            ["id", "type", "name", "description", "organization_role", "created_at", "updated_at", "archived_at", "created_by_actor_id", "updated_by_actor_id", "archived_by_actor_id"],
            account.EnumerateObject().Select(field => field.Name));
        var id = account.Text("id");
        Assert.Equal(409, (await Gateway.Refused(HttpMethod.Post, "/service_accounts", new { name = "deployer" })).Status);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, "/service_accounts", new { name = "Deployer!" })).Status);
        var key = await Gateway.AdminKeyAsync(new { name = "pipeline", owner_type = "service_account", owner_id = id });
        Assert.Equal(403, (await Gateway.Refused(HttpMethod.Post, "/api_keys", new { workspace_id = Staging, service = "x" }, key.Secret)).Status);

        var joined = await Gateway.Ok(HttpMethod.Post, $"/workspaces/{Staging}/service_accounts", new { service_account_id = id, workspace_role = "workspace_user" });
        Assert.Equal("workspace_user", joined.Text("workspace_role"));
        await Gateway.Ok(HttpMethod.Post, $"/service_accounts/{id}/workspaces", new { workspace_id = Staging, workspace_role = "workspace_developer" }); // replaces the role
        var made = await Gateway.Ok(HttpMethod.Post, "/api_keys", new { workspace_id = Staging, service = AdminFixture.Service() }, key.Secret);
        Assert.Equal(id, made.GetProperty("api_key").GetProperty("owner").Text("id"));
        Assert.Equal(200, await fixture.MessageStatusAsync(made.Text("secret")));
        var limit = await Gateway.Ok(HttpMethod.Post, "/spend_limits", new { scope = new { type = "service_account", service_account_id = id }, period = "monthly", amount = "1000" });
        Assert.Equal(id, limit.GetProperty("scope").Text("service_account_id"));

        var seen = (await Gateway.Ok(HttpMethod.Get, $"/service_accounts/{id}/workspaces")).GetProperty("data").EnumerateArray().ToDictionary(item => item.Text("workspace_id"), item => item);
        Assert.Equal(("workspace_developer", null), (seen[Staging].Text("workspace_role"), seen[Staging].Child("implicit")?.GetBoolean()));
        Assert.Equal(("workspace_user", true), (seen[Gateway.WorkspaceId("Default")].Text("workspace_role"), seen[Gateway.WorkspaceId("Default")].GetProperty("implicit").GetBoolean()));

        await Gateway.Ok(HttpMethod.Post, $"/service_accounts/{id}/archive");
        Assert.Equal(401, (await Gateway.Refused(HttpMethod.Get, "/me", key: key.Secret)).Status);
        Assert.Equal(401, await fixture.MessageStatusAsync(made.Text("secret")));
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, $"/service_accounts/{id}", new { description = "x" })).Status);
        Assert.DoesNotContain(id, (await Gateway.Ok(HttpMethod.Get, "/service_accounts?limit=100")).ToString());
        Assert.Contains(id, (await Gateway.Ok(HttpMethod.Get, "/service_accounts?limit=100&include_archived=true")).ToString());
    }

    [Fact]
    public async Task Legacy_fields_show_in_the_version_that_had_them_and_in_no_other()
    {
        var group = (await Gateway.Ok(HttpMethod.Post, "/rbac_groups", new { name = "legacy" })).Text("id");
        var person = await Gateway.JoinAsync("user");
        await Gateway.Ok(HttpMethod.Post, $"/rbac_groups/{group}/members", new { user_id = person.Id });
        foreach (var (path, field) in new[] { ($"/rbac_groups/{group}", "roles"), ($"/rbac_groups/{group}/members", "group_id"), ("/rbac_roles", "name"), ("/rate_limits", "group_type"), ($"/api_keys", "workspace_id") })
        {
            var now = await fixture.SendAsync(HttpMethod.Get, path);
            var legacy = await fixture.SendAsync(HttpMethod.Get, path, version: "2023-06-01");
            Assert.False(First(now.Body).TryGetProperty(field, out _), path);
            Assert.True(First(legacy.Body).TryGetProperty(field, out _), path);
        }

        static System.Text.Json.JsonElement First(System.Text.Json.JsonElement body) => body.TryGetProperty("data", out var data) ? data[0] : body;
    }

    private static (int, string?) Short((int Status, string Message, string? Code) refused) => (refused.Status, refused.Code);
}
