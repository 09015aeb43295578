namespace Claviger.Core.Roles;

/// <summary>A role given to a member, a service account or a group: in the organization, or in one workspace.</summary>
/// <param name="Role">Id of a custom role, or the identifier of a workspace role.</param>
/// <param name="PrincipalType">user, service_account or group.</param>
/// <param name="Workspace">Null: in the whole organization.</param>
public sealed record RoleAssignment(
    RoleAssignmentId Id, OrganizationId Organization, string Role, string PrincipalType, string PrincipalId, WorkspaceId? Workspace, DateTimeOffset CreatedAt)
{
    public const string ToUser = "user";
    public const string ToServiceAccount = "service_account";
    public const string ToGroup = "group";
}
