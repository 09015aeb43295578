using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Groups;
using Claviger.Storage.Members;
using Claviger.Storage.Roles;

namespace Claviger.Control.Groups;

public sealed class ListGroups(Database database)
{
    internal Outcome<MorePage<GroupView>> Run(Actor actor, AdminQuery query)
    {
        var paging = CursorPaging.Read(query, "rbac_groups");
        paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.GroupsRead)) return Denial.Of(Permission.GroupsRead);

        using var reader = database.Read();
        var assignments = RoleAssignmentStore.All(reader, actor.Organization);
        return MorePage<GroupView>.Of(paging.Cut(GroupStore.All(reader, actor.Organization).Select(group => GroupViews.Of(group, assignments)).ToList()));
    }

    internal Outcome<GroupView> Get(Actor actor, string id)
    {
        if (!actor.May(Permission.GroupsRead)) return Denial.Of(Permission.GroupsRead);
        using var reader = database.Read();
        return GroupStore.Find(reader, actor.Organization, id) is { } group ? GroupViews.Of(group, RoleAssignmentStore.All(reader, actor.Organization)) : GroupViews.NotFound;
    }

    internal Outcome<MorePage<GroupMemberView>> Members(Actor actor, string id, AdminQuery query)
    {
        var paging = CursorPaging.Read(query, "rbac_group_members", id);
        paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.GroupsRead)) return Denial.Of(Permission.GroupsRead);

        using var reader = database.Read();
        if (GroupStore.Find(reader, actor.Organization, id) is not { } group) return GroupViews.NotFound;
        var emails = MemberStore.All(reader, actor.Organization).ToDictionary(member => member.Id, member => member.Email);
        return MorePage<GroupMemberView>.Of(paging.Cut(GroupMemberStore.Of(reader, group.Id).Select(member => GroupViews.Of(member, emails[member.Member])).ToList()));
    }
}
