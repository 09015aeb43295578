using Claviger.Control.Members;
using Claviger.Control.Roles;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;
using Claviger.Core.Roles;
using Claviger.Storage;
using Claviger.Storage.Groups;
using Claviger.Storage.Roles;

namespace Claviger.Control.Groups;

/// <summary>Groups for people: by name, with how many are in each and what each gives.</summary>
public sealed class BrowseGroups(Database database, PolicyHolder policy)
{
    public const int Rows = 50;

    /// <param name="after">A position from <see cref="GroupRows.Next"/>.</param>
    public Outcome<GroupRows> Run(Actor actor, string? after)
    {
        if (!actor.May(Permission.GroupsRead)) return Denial.Of(Permission.GroupsRead);
        using var reader = database.Read();
        var read = GroupBrowseStore.ByName(reader, actor.Organization, after, Rows + 1);
        var taken = read.Take(Rows).ToList();
        var ids = taken.Select(group => group.Id.Value).ToList();
        var counts = GroupBrowseStore.Counts(reader, ids);
        var roles = new AssignmentNames(reader, policy.Current).Of(RoleAssignmentStore.OfPrincipals(reader, RoleAssignment.ToGroup, ids)).ToLookup(item => item.View.Principal.Id);
        return new GroupRows(
            [.. taken.Select(group => new GroupRow(GroupViews.Of(group, []), counts.GetValueOrDefault(group.Id.Value), [.. roles[group.Id.Value]]))],
            read.Count > Rows ? taken[^1].Name : null);
    }

    /// <summary>One of them, with a page of its members.</summary>
    /// <param name="after">Id of the last member before; null: from the first.</param>
    public Outcome<GroupDetail> Get(Actor actor, string id, string? after)
    {
        if (!actor.May(Permission.GroupsRead)) return Denial.Of(Permission.GroupsRead);
        using var reader = database.Read();
        if (GroupStore.Find(reader, actor.Organization, id) is not { } group) return GroupViews.NotFound;
        var read = GroupBrowseStore.Members(reader, group.Id, after, Rows + 1);
        var taken = read.Take(Rows).ToList();
        return new GroupDetail(
            new GroupRow(
                GroupViews.Of(group, []), GroupBrowseStore.Counts(reader, [id]).GetValueOrDefault(id),
                [.. new AssignmentNames(reader, policy.Current).Of(RoleAssignmentStore.OfPrincipals(reader, RoleAssignment.ToGroup, [id]))]),
            [.. taken.Select(item => new GroupPerson(MemberViews.Of(item.Member), item.Since))], read.Count > Rows ? taken[^1].Member.Id.Value : null);
    }
}
