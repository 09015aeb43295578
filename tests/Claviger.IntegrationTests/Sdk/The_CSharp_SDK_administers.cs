using System.Net;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Organization.ApiKeys;
using Anthropic.Models.Organization.Workspaces;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Sdk;

/// <summary>Anthropic's own Admin API client against ours, checking every object it gets.</summary>
public sealed class The_CSharp_SDK_administers(QuietGateway shared) : IClassFixture<QuietGateway>
{
    private readonly TestGateway _gateway = shared.Gateway;

    private AnthropicClient Admin => Sdk.Client(_gateway, _gateway.AdminKey);

    [Fact]
    public async Task The_organization_and_its_users_are_read()
    {
        using var client = Admin;

        var organization = await client.Organization.Retrieve();
        var users = await (await client.Organization.Users.List()).AllAsync();
        var user = await client.Organization.Users.Retrieve(users[0].ID);

        Assert.True(Guid.TryParse(organization.ID, out _));
        Assert.Equal("admin@localhost", user.Email);
    }

    [Fact]
    public async Task A_workspace_lives_from_creation_to_archive()
    {
        using var client = Admin;

        var created = await client.Organization.Workspaces.Create(new WorkspaceCreateParams { Name = "By the SDK", DisplayColor = "#112233", Tags = new Dictionary<string, string> { ["team"] = "core" } });
        var renamed = await client.Organization.Workspaces.Update(created.ID, new WorkspaceUpdateParams { Name = "Renamed by the SDK" });
        var found = await client.Organization.Workspaces.Retrieve(created.ID);
        var archived = await client.Organization.Workspaces.Archive(created.ID);
        var live = await (await client.Organization.Workspaces.List(new WorkspaceListParams { Limit = 1 })).AllAsync();
        var all = await (await client.Organization.Workspaces.List(new WorkspaceListParams { IncludeArchived = true, IncludeDefault = true })).AllAsync();

        Assert.Equal(("Renamed by the SDK", "#112233", "core"), (found.Name, renamed.DisplayColor, found.Tags["team"]));
        Assert.NotNull(archived.ArchivedAt);
        Assert.DoesNotContain(live, workspace => workspace.ID == created.ID);
        Assert.Contains(live, workspace => workspace.Name == "Production");
        Assert.Contains(all, workspace => workspace.ID == created.ID);
        Assert.Contains(all, workspace => workspace.Name == "Default");
    }

    [Fact]
    public async Task Keys_are_listed_disabled_and_enabled_and_that_holds_at_once()
    {
        var key = await _gateway.CreateKeyAsync("Production", "production", "switched");
        using var client = Admin;
        using var caller = Sdk.Client(_gateway, key.Secret);

        var listed = await (await client.Organization.ApiKeys.List(new ApiKeyListParams { WorkspaceID = key.ApiKey.Scope.WorkspaceId, Limit = 1 })).AllAsync();
        var off = await client.Organization.ApiKeys.Update(key.ApiKey.Id, new ApiKeyUpdateParams { Status = Status.Inactive });
        await Assert.ThrowsAsync<AnthropicUnauthorizedException>(() => caller.Messages.Create(Sdk.Ask()));
        var on = await client.Organization.ApiKeys.Update(key.ApiKey.Id, new ApiKeyUpdateParams { Status = Status.Active });
        await caller.Messages.Create(Sdk.Ask());
        var found = await client.Organization.ApiKeys.Retrieve(key.ApiKey.Id);

        Assert.Contains(listed, item => item.ID == key.ApiKey.Id);
        Assert.All(listed, item => Assert.DoesNotContain(key.Secret, item.ToString(), StringComparison.Ordinal));
        Assert.Equal((ApiKeyStatus.Inactive, ApiKeyStatus.Active, "prod-switched"), (off.Status.Value(), on.Status.Value(), found.Name));
    }

    [Fact]
    public async Task Kinds_of_keys_do_not_stand_for_each_other()
    {
        using var asCaller = Sdk.Client(_gateway);
        using var asAdmin = Admin;

        var caller = await Assert.ThrowsAnyAsync<AnthropicApiException>(() => asCaller.Organization.Retrieve());
        var admin = await Assert.ThrowsAnyAsync<AnthropicApiException>(() => asAdmin.Messages.Create(Sdk.Ask()));
        var missing = await Assert.ThrowsAsync<AnthropicNotFoundException>(() => asAdmin.Organization.Workspaces.Retrieve("wrkspc_01Missing"));

        Assert.Contains(caller.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
        Assert.Equal(HttpStatusCode.Unauthorized, admin.StatusCode);
        Assert.StartsWith("req_", missing.RequestID);
    }
}
