namespace Claviger.Core.Access;

/// <summary>One reason why somebody may do something: a role, where it holds, and from where it came.</summary>
/// <param name="Role">Identifier of a built-in role, or id of a custom one.</param>
/// <param name="Workspace">Null: in the whole organization.</param>
/// <param name="Source">organization_role, workspace_membership, default_workspace, role_assignment or group.</param>
/// <param name="Via">The group it came through; null otherwise.</param>
public sealed record AccessGrant(string Role, WorkspaceId? Workspace, string Source, string? Via, IReadOnlySet<Permission> Permissions)
{
    public bool HoldsIn(WorkspaceId? workspace) => Workspace is null || Workspace == workspace;
}
