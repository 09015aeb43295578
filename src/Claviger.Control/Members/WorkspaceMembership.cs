using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Members;
using Claviger.Core.Workspaces;

namespace Claviger.Control.Members;

/// <summary>What somebody is in a workspace: by a row of their own, or because their organization role brings it (Anthropic's inheritance).</summary>
internal static class WorkspaceMembership
{
    /// <param name="own">The role of their explicit membership; null: none.</param>
    /// <returns>Null: they are not in it.</returns>
    public static WorkspaceRole? Of(Member member, Workspace workspace, WorkspaceRole? own)
    {
        if (workspace.IsDefault) return BuiltInRoles.InDefaultWorkspace(member.Role);
        return BuiltInRoles.Everywhere(member.Role) switch
        {
            WorkspaceRole.Admin => WorkspaceRole.Admin,
            // The one inherited role that an explicit one may stand above.
            WorkspaceRole.Billing => own == WorkspaceRole.Admin ? WorkspaceRole.Admin : WorkspaceRole.Billing,
            _ => own,
        };
    }

    public static WorkspaceMemberView ViewOf(MemberId member, WorkspaceId workspace, WorkspaceRole role) =>
        new("workspace_member", member.Value, workspace.Value, WorkspaceRoleNames.Of(role));

    /// <summary>What the role gives there.</summary>
    public static Rights RightsOf(WorkspaceId workspace, WorkspaceRole role) =>
        new(new HashSet<Permission>(), new Dictionary<WorkspaceId, IReadOnlySet<Permission>> { [workspace] = BuiltInRoles.Of(role) });

    public static Problem? InRole(string text, out WorkspaceRole role) => WorkspaceRoleNames.Assignable.TryGetValue(text, out role)
        ? null
        : Problem.Invalid("workspace_role", $"must be one of {string.Join(", ", WorkspaceRoleNames.Assignable.Keys)}");

    /// <summary>Where nobody can be made a member, or be changed.</summary>
    public static Problem? InPlace(Workspace workspace) =>
        workspace.IsDefault ? new Problem(ProblemKind.InvalidRequest, "the default workspace has no members of its own: access to it follows the organization role")
        : workspace.ArchivedAt is not null ? new Problem(ProblemKind.InvalidRequest, "this workspace is archived, for good: it can't be changed")
        : null;

    /// <summary>What an organization role brings can't be taken or changed in one workspace while it lasts.</summary>
    public static Problem? InInherited(Member member, WorkspaceRole? wanted) => BuiltInRoles.Everywhere(member.Role) switch
    {
        WorkspaceRole.Admin => new Problem(ProblemKind.InvalidRequest, "an admin of the organization is workspace_admin everywhere: change the organization role instead"),
        WorkspaceRole.Billing when wanted is not null and not WorkspaceRole.Admin =>
            Problem.Invalid("workspace_role", "a billing member is workspace_billing everywhere, and can only be raised to workspace_admin"),
        _ => null,
    };
}
