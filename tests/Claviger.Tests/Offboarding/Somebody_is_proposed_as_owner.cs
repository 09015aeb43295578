using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Members;
using Claviger.Core.Offboarding;
using Xunit;

namespace Claviger.Tests.Offboarding;

/// <summary>S11: who should answer for a leaver's keys, by one order.</summary>
public sealed class Somebody_is_proposed_as_owner
{
    private static readonly WorkspaceId Place = new("wrkspc_1");

    [Theory]
    [InlineData("user:workspace_user, dev:workspace_developer, limited:workspace_restricted_developer, lead:workspace_admin, late:workspace_admin", "actor", "lead")]
    [InlineData("user:workspace_user, limited:workspace_restricted_developer, dev:workspace_developer", "actor", "dev")]
    [InlineData("user:workspace_user, limited:workspace_restricted_developer", "actor", "limited")]
    [InlineData("user:workspace_user", "actor", "actor")]
    [InlineData("gone:workspace_admin", "actor", "actor")]
    [InlineData("", null, "root")]
    [InlineData("", "gone", "root")]
    public void Whoever_is_nearest(string inWorkspace, string? actor, string expected)
    {
        var memberships = inWorkspace.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split(':'))
            .Select(entry => new WorkspaceMember(Place, new MemberId(entry[0]), WorkspaceRoleNames.Assignable[entry[1]])).ToList();
        var members = new[] { "user", "dev", "limited", "root", "lead", "late", "actor" }.Select(Member).ToList();

        Assert.Equal(expected, ProposedOwner.Of(memberships, members, actor is null ? null : new MemberId(actor))?.Id.Value);
    }

    [Fact]
    public void Nobody_where_nobody_is_left() => Assert.Null(ProposedOwner.Of([], [Member("user")], null));

    private static Member Member(string id) => new(
        new MemberId(id), new OrganizationId("o"), id + "@example.org", id, id == "root" ? OrganizationRole.Admin : OrganizationRole.User, DateTimeOffset.UnixEpoch);
}
