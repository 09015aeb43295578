using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Groups;
using Claviger.Core.Roles;

namespace Claviger.Control.Groups;

internal static class GroupViews
{
    /// <summary>Anthropic's code for it.</summary>
    public static Problem NotFound { get; } = new(ProblemKind.NotFound, "group not found", ErrorCode: "rbac_group_not_found");

    public static GroupView Of(Group group, IEnumerable<RoleAssignment> assignments)
    {
        var roles = assignments.Where(assignment => assignment.PrincipalType == RoleAssignment.ToGroup && assignment.PrincipalId == group.Id.Value && assignment.Workspace is null)
            .Select(assignment => assignment.Role).ToList();
        return new GroupView(group.Id.Value, "rbac_group", group.Name, "direct", group.Description, roles, group.CreatedAt, group.UpdatedAt, roles);
    }

    public static GroupMemberView Of(GroupMember member, string email) => new("rbac_group_member", member.Group.Value, member.Member.Value, email, member.AddedAt, member.Group.Value);

    public static Problem? InName(string field, string name) => PlainText.IsName(name, 100)
        ? null
        : Problem.Invalid(field, $"must be 1 to 100 characters, {PlainText.NameTakes}");
}
