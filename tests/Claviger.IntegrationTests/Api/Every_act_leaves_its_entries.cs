using System.Text.Json;
using Claviger.Control.Keys;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Xunit;

namespace Claviger.IntegrationTests.Api;

/// <summary>Each act writes the entries named here, and no others.</summary>
public sealed class Every_act_leaves_its_entries(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    [Fact]
    public async Task The_installation_wrote_its_own()
    {
        var kinds = fixture.EntriesAfter(0).Take(5).Select(entry => entry.GetProperty("type").GetString());
        Assert.Equal(["organization_created", "member_added", "upstream_created", "platform_workspace_created", "admin_api_key_created"], kinds);
        Assert.All(fixture.EntriesAfter(0).Take(5), entry => Assert.Equal("system", entry.GetProperty("actor").GetProperty("type").GetString()));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_keys_whole_life()
    {
        var made = await ActAsync(["platform_api_key_created"], () => fixture.PostAsync("/api_keys", new { workspace_id = fixture.WorkspaceId("Production"), service = AdminFixture.Service() }));
        var path = "/api_keys/" + made.GetProperty("api_key").GetProperty("id").GetString();

        await ActAsync(["platform_api_key_updated"], () => fixture.PostAsync(path, new { max_tokens_ceiling = 100, models = new[] { "claude-*" } }));
        await ActAsync([], () => fixture.PostAsync(path, new { max_tokens_ceiling = 100, models = new[] { "claude-*" } }));
        await ActAsync([], () => fixture.PostAsync(path, "{}"));
        await ActAsync([], () => fixture.PostAsync(path, new { status = "active" }));
        await ActAsync(["platform_api_key_updated"], () => fixture.PostAsync(path, new { status = "active", max_tokens_ceiling = 0 }));
        await ActAsync(["platform_api_key_disabled"], () => fixture.PostAsync(path, new { status = "inactive" }));
        await ActAsync([], () => fixture.PostAsync(path, new { status = "inactive" }));
        await ActAsync(["platform_api_key_enabled"], () => fixture.PostAsync(path, new { status = "active" }));
        await ActAsync(["platform_api_key_revoked"], () => fixture.PostAsync(path, new { status = "archived" }));
        for (var again = 0; again < 3; again++) await ActAsync([], () => fixture.PostAsync(path, new { status = "archived" }));
        await ActAsync([], async () => (await fixture.RefusedAsync(HttpMethod.Post, path, new { status = "active" })).Message);
    }

    [Fact]
    public async Task A_workspaces_whole_life()
    {
        var made = await ActAsync(["platform_workspace_created"], () => fixture.PostAsync("/workspaces", new { name = "Audited", environment = "staging", tags = new { a = "1" } }));
        var id = made.GetProperty("id").GetString()!;
        var path = "/workspaces/" + id;

        await ActAsync(["platform_workspace_updated"], () => fixture.PostAsync(path, new { name = "Audited 2", tags = new { b = "2" } }));
        await ActAsync([], () => fixture.PostAsync(path, new { name = "Audited 2", tags = new { b = "2" } }));
        await ActAsync([], () => fixture.PostAsync(path, "{}"));
        for (var i = 0; i < 2; i++)
            await ActAsync(["platform_api_key_created"], () => fixture.PostAsync("/api_keys", new { workspace_id = id, service = AdminFixture.Service() }));
        await ActAsync(["platform_workspace_archived", "platform_api_key_revoked", "platform_api_key_revoked"], () => fixture.PostAsync(path + "/archive"));
        await ActAsync([], () => fixture.PostAsync(path + "/archive"));
    }

    [Fact]
    public async Task Questions_leave_none()
    {
        foreach (var path in new[] { "/me", "/users", "/workspaces", "/api_keys", "/status", "/usage_report/messages?starting_at=2026-11-01T00:00:00Z" })
            await ActAsync([], () => fixture.GetAsync(path));
    }

    [Fact]
    public async Task An_entry_says_who_did_what_to_which_and_how_it_was_before()
    {
        var key = fixture.Gateway.Key.ApiKey;
        var before = fixture.LastSequence();
        await fixture.PostAsync($"/api_keys/{key.Id}", new { networks = new[] { "127.0.0.0/8" } });

        var entry = Assert.Single(fixture.EntriesAfter(before));
        Assert.Equal(before + 1, entry.GetProperty("sequence").GetInt64());
        Assert.Equal(("admin_key", key.Id, "done"), (entry.GetProperty("actor").GetProperty("type").GetString(), entry.GetProperty("target").GetString(), entry.GetProperty("outcome").GetString()));
        Assert.StartsWith("adminkey_", entry.GetProperty("actor").GetProperty("id").GetString());
        Assert.Equal("[]", entry.GetProperty("detail").GetProperty("before").GetProperty("networks").ToString());
        Assert.Equal("""["127.0.0.0/8"]""", entry.GetProperty("detail").GetProperty("after").GetProperty("networks").ToString());
        Assert.Equal(fixture.Gateway.Server.Policy.Current.Organization.Id.Value, entry.GetProperty("organization_id").GetString());
    }

    [Theory]
    [InlineData("create_key", "keys.create", "platform_api_key_created")]
    [InlineData("update_key", "keys.update", "platform_api_key_updated")]
    [InlineData("disable_key", "keys.update", "platform_api_key_disabled")]
    [InlineData("revoke_key", "keys.revoke", "platform_api_key_revoked")]
    [InlineData("revoke_and_rename_key", "keys.update", "platform_api_key_revoked")]
    [InlineData("create_workspace", "workspaces.create", "platform_workspace_created")]
    [InlineData("update_workspace", "workspaces.update", "platform_workspace_updated")]
    [InlineData("archive_workspace", "workspaces.archive", "platform_workspace_archived")]
    public async Task A_denied_act_leaves_that_it_was_denied_and_changes_nothing(string act, string missing, string kind)
    {
        var server = fixture.Gateway.Server;
        var all = Enum.GetValues<Permission>().Where(permission => PermissionNames.Of(permission) != missing).ToHashSet();
        var actor = server.SystemActor with { Type = "admin_key", Id = "adminkey_01restricted", Permissions = all };
        var (workspace, key) = (fixture.WorkspaceId("Staging"), fixture.Gateway.OtherKey.ApiKey.Id);
        var before = (Key: (await fixture.GetAsync("/api_keys/" + key)).ToString(), Workspace: (await fixture.GetAsync("/workspaces/" + workspace)).ToString());
        var sequence = fixture.LastSequence();

        var problem = act switch
        {
            "create_key" => (await server.Service<CreateKey>().RunAsync(actor, new CreateApiKeyRequest(workspace, Service: "denied"), default)).Problem,
            "update_key" => (await server.Service<UpdateKey>().RunAsync(actor, key, new UpdateApiKeyRequest(MaxTokensCeiling: 5), default)).Problem,
            "disable_key" => (await server.Service<UpdateKey>().RunAsync(actor, key, new UpdateApiKeyRequest(Status: "inactive"), default)).Problem,
            "revoke_key" => (await server.Service<UpdateKey>().RunAsync(actor, key, new UpdateApiKeyRequest(Status: "archived"), default)).Problem,
            "revoke_and_rename_key" => (await server.Service<UpdateKey>().RunAsync(actor, key, new UpdateApiKeyRequest(Status: "archived", MaxTokensCeiling: 5), default)).Problem,
            "create_workspace" => (await server.Service<CreateWorkspace>().RunAsync(actor, new CreateWorkspaceRequest("Denied"), default)).Problem,
            "update_workspace" => (await server.Service<UpdateWorkspace>().RunAsync(actor, workspace, new UpdateWorkspaceRequest("Denied"), default)).Problem,
            _ => (await server.Service<ArchiveWorkspace>().RunAsync(actor, workspace, default)).Problem,
        };

        Assert.Equal(ProblemKind.Forbidden, problem!.Kind);
        Assert.Contains(missing, problem.Message);
        var entry = Assert.Single(fixture.EntriesAfter(sequence));
        Assert.Equal((kind, "denied", missing, "adminkey_01restricted"), (
            entry.GetProperty("type").GetString(), entry.GetProperty("outcome").GetString(),
            entry.GetProperty("detail").GetProperty("missing").GetString(), entry.GetProperty("actor").GetProperty("id").GetString()));
        Assert.Equal(before, ((await fixture.GetAsync("/api_keys/" + key)).ToString(), (await fixture.GetAsync("/workspaces/" + workspace)).ToString()));
    }

    private async Task<T> ActAsync<T>(string[] kinds, Func<Task<T>> act)
    {
        var before = fixture.LastSequence();
        var result = await act();
        Assert.Equal(kinds, fixture.EntriesAfter(before).Select(entry => entry.GetProperty("type").GetString()!));
        return result;
    }
}
