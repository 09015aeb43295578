using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Organization.Invites;
using Anthropic.Models.Organization.RbacGroups;
using Anthropic.Models.Organization.ServiceAccounts;
using Anthropic.Models.Organization.Users;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Xunit;
using GroupMembers = Anthropic.Models.Organization.RbacGroups.Members;
using WorkspaceMembers = Anthropic.Models.Organization.Workspaces.Members;

namespace Claviger.IntegrationTests.Sdk;

/// <summary>X7: Anthropic's own client on people, roles and machines, checking every object it gets.</summary>
public sealed class The_CSharp_SDK_staffs(QuietGateway shared) : IClassFixture<QuietGateway>
{
    private readonly TestGateway _gateway = shared.Gateway;

    private AnthropicClient Admin => Sdk.Client(_gateway, _gateway.AdminKey);

    [Fact]
    public async Task A_person_is_invited_joins_a_workspace_and_leaves()
    {
        using var client = Admin;
        var email = People.Email();
        var invite = await client.Organization.Invites.Create(new InviteCreateParams { Email = email, Role = "developer" });
        await Assert.ThrowsAsync<AnthropicInviteAlreadyExistsException>(() => client.Organization.Invites.Create(new InviteCreateParams { Email = email, Role = "user" }));
        Assert.Equal(email, (await client.Organization.Invites.Retrieve(invite.ID)).Email);
        Assert.Contains(await (await client.Organization.Invites.List(new InviteListParams { Limit = 1 })).AllAsync(), item => item.ID == invite.ID);
        await client.Organization.Invites.Delete(invite.ID);

        var person = await _gateway.JoinAsync("user");
        var user = await client.Organization.Users.Update(person.Id, new UserUpdateParams { Role = "developer" });
        Assert.Equal("developer", user.Role.Raw());
        var workspace = _gateway.WorkspaceId("Staging");
        var member = await client.Organization.Workspaces.Members.Add(workspace, new WorkspaceMembers.MemberAddParams { UserID = person.Id, WorkspaceRole = "workspace_user" });
        await client.Organization.Workspaces.Members.Update(person.Id, new WorkspaceMembers.MemberUpdateParams { WorkspaceID = workspace, WorkspaceRole = "workspace_developer" });
        Assert.Equal("workspace_user", member.WorkspaceRole.Raw());
        Assert.Contains(await (await client.Organization.Workspaces.Members.List(workspace, new WorkspaceMembers.MemberListParams { Limit = 1 })).AllAsync(), item => item.UserID == person.Id);
        await client.Organization.Workspaces.Members.Remove(person.Id, new WorkspaceMembers.MemberRemoveParams { WorkspaceID = workspace });
        await client.Organization.Users.Remove(person.Id);
        await Assert.ThrowsAsync<AnthropicNotFoundException>(() => client.Organization.Users.Retrieve(person.Id));
    }

    [Fact]
    public async Task Groups_roles_and_service_accounts_have_its_shapes()
    {
        using var client = Admin;
        var person = await _gateway.JoinAsync("user");
        var group = await client.Organization.RbacGroups.Create(new RbacGroupCreateParams { Name = "by the SDK" });
        await client.Organization.RbacGroups.Members.Add(group.ID, new GroupMembers.MemberAddParams { UserID = person.Id });
        var members = await (await client.Organization.RbacGroups.Members.List(group.ID)).AllAsync();
        Assert.Equal(person.Email, Assert.Single(members).Email);
        Assert.Contains(await (await client.Organization.RbacGroups.List()).AllAsync(), item => item.ID == group.ID);
        await client.Organization.RbacGroups.Delete(group.ID);
        await Assert.ThrowsAnyAsync<AnthropicNotFoundException>(() => client.Organization.RbacGroups.Retrieve(group.ID));

        var roles = await (await client.Organization.RbacRoles.List()).AllAsync();
        Assert.Contains(roles, role => role.ID == "workspace_admin");
        var permissions = await (await client.Organization.RbacRoles.Permissions.List("workspace_user")).AllAsync();
        Assert.Equal("workspaces.read", Assert.Single(permissions).Action);

        var account = await client.Organization.ServiceAccounts.Create(new ServiceAccountCreateParams { Name = "by-the-sdk" });
        Assert.Contains(await (await client.Organization.ServiceAccounts.List()).AllAsync(), item => item.ID == account.ID);
        Assert.NotNull((await client.Organization.ServiceAccounts.Archive(account.ID)).ArchivedAt);
    }
}
