using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Groups;
using Claviger.Storage.Roles;

namespace Claviger.Control.Groups;

public sealed class ListGroups(Database database)
{
    internal Outcome<CursorPage<GroupView>> Run(Actor actor, AdminQuery query)
    {
        var paging = CursorPaging.Read(query, "rbac_groups");
        paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.GroupsRead)) return Denial.Of(Permission.GroupsRead);

        using var reader = database.Read();
        var assignments = RoleAssignmentStore.All(reader, actor.Organization);
        return paging.Cut(GroupStore.All(reader, actor.Organization).Select(group => GroupViews.Of(group, assignments)).ToList());
    }

    internal Outcome<GroupView> Get(Actor actor, string id)
    {
        if (!actor.May(Permission.GroupsRead)) return Denial.Of(Permission.GroupsRead);
        using var reader = database.Read();
        return GroupStore.Find(reader, actor.Organization, id) is { } group ? GroupViews.Of(group, RoleAssignmentStore.All(reader, actor.Organization)) : GroupViews.NotFound;
    }

    internal Outcome<CursorPage<GroupMemberView>> Members(Actor actor, string id, AdminQuery query)
    {
        var paging = CursorPaging.Read(query, "rbac_group_members", id);
        paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.GroupsRead)) return Denial.Of(Permission.GroupsRead);

        using var reader = database.Read();
        return GroupStore.Find(reader, actor.Organization, id) is { } group ? paging.Cut(GroupMemberStore.Of(reader, group.Id).Select(GroupViews.Of).ToList()) : GroupViews.NotFound;
    }
}
