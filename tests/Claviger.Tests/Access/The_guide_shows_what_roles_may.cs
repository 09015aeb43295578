using Claviger.Core.Access;
using Xunit;

namespace Claviger.Tests.Access;

/// <summary>S15: the table of docs/guide/roles.md is the program's, word for word.</summary>
public sealed class The_guide_shows_what_roles_may
{
    [Fact]
    public void In_its_table_of_permissions()
    {
        var guide = File.ReadAllText(Path.Combine(Root(), "docs", "guide", "roles.md"));
        var table = string.Join('\n', Lines());

        Assert.True(guide.Contains(table, StringComparison.Ordinal), "docs/guide/roles.md must hold this table:\n" + table);
    }

    [Fact]
    public void What_one_workspace_can_give_is_all_that_workspace_roles_give() => Assert.All(
        Enum.GetValues<WorkspaceRole>(), role => Assert.Subset(BuiltInRoles.WorkspacePermissions.ToHashSet(), BuiltInRoles.Of(role).ToHashSet()));

    [Fact]
    public void A_higher_role_has_all_of_the_lower_one()
    {
        WorkspaceRole[] rising = [WorkspaceRole.User, WorkspaceRole.RestrictedDeveloper, WorkspaceRole.Developer, WorkspaceRole.Admin];
        foreach (var (lower, higher) in rising.Zip(rising.Skip(1))) Assert.ProperSuperset(BuiltInRoles.Of(lower).ToHashSet(), BuiltInRoles.Of(higher).ToHashSet());
        Assert.Equal(Enum.GetValues<Permission>().ToHashSet(), BuiltInRoles.Of(OrganizationRole.Admin));
        Assert.All(Enum.GetValues<OrganizationRole>(), role => Assert.Subset(BuiltInRoles.Of(OrganizationRole.Admin).ToHashSet(), BuiltInRoles.Of(role).ToHashSet()));
    }

    private static IEnumerable<string> Lines()
    {
        var organization = Enum.GetValues<OrganizationRole>();
        var workspace = Enum.GetValues<WorkspaceRole>();
        yield return $"| permission | {string.Join(" | ", organization.Select(OrganizationRoleNames.Of))} | {string.Join(" | ", workspace.Select(WorkspaceRoleNames.Of))} |";
        yield return "|---|" + string.Concat(Enumerable.Repeat("---|", organization.Length + workspace.Length));
        foreach (var name in PermissionNames.All)
        {
            var permission = PermissionNames.Find(name)!.Value;
            var cells = organization.Select(role => BuiltInRoles.Of(role).Contains(permission)).Concat(workspace.Select(role => BuiltInRoles.Of(role).Contains(permission)));
            yield return $"| `{name}`{(BuiltInRoles.WorkspacePermissions.Contains(permission) ? " ·" : "")} | {string.Join(" | ", cells.Select(has => has ? "x" : ""))} |";
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Claviger.slnx"))) folder = folder.Parent;
        return folder!.FullName;
    }
}
