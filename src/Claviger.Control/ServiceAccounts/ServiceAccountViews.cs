using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.ServiceAccounts;

namespace Claviger.Control.ServiceAccounts;

internal static class ServiceAccountViews
{
    public static ServiceAccountView Of(ServiceAccount account) => new(
        account.Id.Value, "service_account", account.Name, account.Description, OrganizationRoleNames.Of(account.Role), account.CreatedAt, account.UpdatedAt,
        account.ArchivedAt, account.CreatedBy, account.UpdatedBy, account.ArchivedBy);

    public static ServiceAccountWorkspaceView Of(ServiceAccountWorkspace membership) => new(
        "service_account_workspace_member", membership.Account.Value, membership.Workspace.Value, WorkspaceRoleNames.Of(membership.Role), Implicit: null, membership.CreatedBy);

    /// <summary>What an account is in the default workspace (or an admin account everywhere) without a row of its own.</summary>
    public static ServiceAccountWorkspaceView Implicit(ServiceAccountId account, WorkspaceId workspace, WorkspaceRole role) => new(
        "service_account_workspace_member", account.Value, workspace.Value, WorkspaceRoleNames.Of(role), Implicit: true, CreatedByActorId: null);
}
