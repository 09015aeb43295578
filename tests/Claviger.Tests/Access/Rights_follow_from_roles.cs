using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Groups;
using Claviger.Core.Members;
using Claviger.Core.Roles;
using Xunit;

namespace Claviger.Tests.Access;

/// <summary>S15, R6: what somebody may do is worked out from roles alone, and whoever is gone may do nothing.</summary>
public sealed class Rights_follow_from_roles
{
    private static readonly OrganizationId Organization = new("0198a1b2-0000-7000-8000-000000000001");
    private static readonly WorkspaceId Standard = new("wrkspc_01default"), One = new("wrkspc_01one"), Two = new("wrkspc_01two");
    private static readonly DateTimeOffset Day = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(OrganizationRole.User, false, false, false)]
    [InlineData(OrganizationRole.ClaudeCodeUser, false, false, false)]
    [InlineData(OrganizationRole.Developer, true, false, false)]
    [InlineData(OrganizationRole.Billing, false, false, true)]
    [InlineData(OrganizationRole.Admin, true, true, true)]
    public void Organization_roles_reach_as_far_as_Anthropic_says(OrganizationRole role, bool keysInDefault, bool keysElsewhere, bool usageElsewhere)
    {
        var rights = RightsOf(Book(role, []));

        Assert.Equal((keysInDefault, keysElsewhere, usageElsewhere), (
            rights.MayIn(Permission.KeysCreate, Standard), rights.MayIn(Permission.KeysCreate, One), rights.MayIn(Permission.UsageRead, One)));
    }

    [Fact]
    public void A_membership_holds_in_its_workspace_and_nowhere_else()
    {
        var rights = RightsOf(Book(OrganizationRole.User, [new WorkspaceMember(One, new MemberId("user_01a"), WorkspaceRole.Admin)]));

        Assert.True(rights.MayIn(Permission.WorkspaceMembersUpdate, One));
        Assert.False(rights.MayIn(Permission.WorkspaceMembersUpdate, Two));
        Assert.False(rights.May(Permission.WorkspaceMembersUpdate));
        Assert.Equal([One], rights.WorkspacesWith(Permission.KeysCreate));
    }

    [Fact]
    public void A_role_that_was_given_for_one_workspace_gives_there_only_what_can_be_given_for_one()
    {
        var role = new Role(new RoleId("rbac_role_01x"), Organization, "x", null, new HashSet<Permission> { Permission.KeysRead, Permission.MembersUpdate }, Day, Day);
        var group = new GroupId("rbac_group_01x");
        var book = new AccessBook(Standard, [Member(OrganizationRole.User)], [], [], [], [new GroupMember(group, new MemberId("user_01a"), Day)], [role],
            [new RoleAssignment(new RoleAssignmentId("rbac_assign_01x"), Organization, role.Id.Value, RoleAssignment.ToGroup, group.Value, One, Day)]);
        var rights = RightsOf(book);

        Assert.True(rights.MayIn(Permission.KeysRead, One));
        Assert.False(rights.MayAnywhere(Permission.MembersUpdate));
        Assert.Contains(book.GrantsOfMember("user_01a"), grant => grant is { Source: AccessBook.FromGroup, Via: "rbac_group_01x" });
    }

    [Fact]
    public void Whoever_is_not_there_may_do_nothing()
    {
        Assert.Empty(AccessBook.Empty.GrantsOfMember("user_01a"));
        Assert.Empty(Book(OrganizationRole.Admin, []).GrantsOfAccount("svac_01none"));
    }

    [Fact]
    public void Scopes_cut_and_never_add()
    {
        var rights = RightsOf(Book(OrganizationRole.Billing, [new WorkspaceMember(One, new MemberId("user_01a"), WorkspaceRole.Developer)]));
        var cut = rights.HeldTo(new HashSet<Permission> { Permission.KeysCreate, Permission.MembersDelete });

        Assert.True(cut.MayIn(Permission.KeysCreate, One));
        Assert.False(cut.May(Permission.MembersDelete));
        Assert.False(cut.MayAnywhere(Permission.UsageRead));
        Assert.Null(rights.Lacks(cut));
        Assert.NotNull(cut.Lacks(rights));
    }

    private static Rights RightsOf(AccessBook book) => Rights.Of(book.GrantsOfMember("user_01a"));

    private static AccessBook Book(OrganizationRole role, IReadOnlyList<WorkspaceMember> memberships) => new(Standard, [Member(role)], memberships, [], [], [], [], []);

    private static Member Member(OrganizationRole role) => new(new MemberId("user_01a"), Organization, "a@example.org", "A", role, Day);
}
