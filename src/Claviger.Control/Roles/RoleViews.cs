using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Roles;

namespace Claviger.Control.Roles;

internal static class RoleViews
{
    /// <summary>Anthropic's code for it.</summary>
    public static Problem NotFound { get; } = new(ProblemKind.NotFound, "role not found", ErrorCode: "rbac_role_not_found");

    /// <summary>Built-in roles by their identifiers, with what they give and where.</summary>
    public static IReadOnlyList<(string Id, string Scope, IReadOnlySet<Permission> Permissions)> BuiltIn { get; } =
    [
        .. Enum.GetValues<OrganizationRole>().Select(role => (OrganizationRoleNames.Of(role), "organization", BuiltInRoles.Of(role))),
        .. Enum.GetValues<WorkspaceRole>().Select(role => (WorkspaceRoleNames.Of(role), "workspace", BuiltInRoles.Of(role))),
    ];

    /// <param name="since">They are as old as the organization.</param>
    public static RoleView OfBuiltIn(string id, string scope, DateTimeOffset since) => new(id, "rbac_role", id, null, new RoleSourceView("built_in"), scope, since, since, id);

    public static RoleView Of(Role role) => new(role.Id.Value, "rbac_role", role.Name, role.Description, new RoleSourceView("custom"), "any", role.CreatedAt, role.UpdatedAt, role.Name);

    public static RoleAssignmentView Of(RoleAssignment assignment) => new(
        assignment.Id.Value, "rbac_role_assignment", assignment.Role, new ActorRef(assignment.PrincipalId, assignment.PrincipalType), assignment.Workspace?.Value, assignment.CreatedAt);

    public static IReadOnlySet<Permission>? Read(IReadOnlyList<string> names, out Problem? problem)
    {
        problem = null;
        var permissions = new HashSet<Permission>();
        foreach (var name in names)
        {
            if (PermissionNames.Find(name) is { } permission) permissions.Add(permission);
            else problem ??= Problem.Invalid("permissions", $"'{(name.Length <= 64 ? name : name[..64] + "…")}' is not a permission; known are {string.Join(", ", PermissionNames.All)}");
        }

        return problem is null ? permissions : null;
    }

    /// <summary>What the permissions give when they hold in the whole organization.</summary>
    public static Rights RightsOf(IReadOnlySet<Permission> permissions) => new(permissions, new Dictionary<WorkspaceId, IReadOnlySet<Permission>>());
}
