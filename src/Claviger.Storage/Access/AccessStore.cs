using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Storage.Groups;
using Claviger.Storage.Members;
using Claviger.Storage.Roles;
using Claviger.Storage.ServiceAccounts;

namespace Claviger.Storage.Access;

/// <summary>Everybody's roles, as one book of one moment.</summary>
public static class AccessStore
{
    public static AccessBook Read(Reader reader, OrganizationId organization, WorkspaceId? defaultWorkspace) => new(
        defaultWorkspace,
        MemberStore.All(reader, organization), WorkspaceMemberStore.All(reader),
        ServiceAccountStore.All(reader, organization), ServiceAccountWorkspaceStore.All(reader),
        GroupMemberStore.All(reader), RoleStore.All(reader, organization), RoleAssignmentStore.All(reader, organization));
}
