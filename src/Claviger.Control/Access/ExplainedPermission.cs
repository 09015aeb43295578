namespace Claviger.Control.Access;

/// <param name="Permissions">By name; what is not there they may not.</param>
public sealed record MemberAccess(IReadOnlyList<ExplainedPermission> Permissions);

/// <summary>Something that somebody may do, and why.</summary>
/// <param name="Reasons">At least one.</param>
public sealed record ExplainedPermission(string Permission, IReadOnlyList<ExplainedReason> Reasons);

/// <param name="Role">Identifier of a built-in role, or the name of a custom one.</param>
/// <param name="Workspace">Name of the place where the role holds; null: in the whole organization.</param>
/// <param name="Source">organization_role, workspace_membership, default_workspace, role_assignment or group.</param>
/// <param name="Group">The name of the group that it came through; null otherwise.</param>
public sealed record ExplainedReason(string Role, string? WorkspaceId, string? Workspace, string Source, string? Group);
