using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Storage.Groups;
using Claviger.Storage.Members;
using Claviger.Storage.Roles;
using Claviger.Storage.ServiceAccounts;
using Claviger.Storage.Workspaces;

namespace Claviger.Storage.Access;

/// <summary>Everybody's roles, as one book of one moment.</summary>
public static class AccessStore
{
    /// <summary>As the store has it now: for acts, which decide with the writer's turn in hand and before their first write.</summary>
    public static AccessBook Read(Reader reader, Actor actor) => Read(
        reader, actor.Organization, WorkspaceStore.List(reader, actor.Organization, includeArchived: false, includeDefault: true).FirstOrDefault(workspace => workspace.IsDefault)?.Id);

    public static AccessBook Read(Reader reader, OrganizationId organization, WorkspaceId? defaultWorkspace) => new(
        defaultWorkspace,
        MemberStore.All(reader, organization), WorkspaceMemberStore.All(reader),
        ServiceAccountStore.All(reader, organization), ServiceAccountWorkspaceStore.All(reader),
        GroupMemberStore.All(reader), RoleStore.All(reader, organization), RoleAssignmentStore.All(reader, organization));
}
