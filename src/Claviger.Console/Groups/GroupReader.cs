using Claviger.Console.Http;
using Claviger.Console.Keys;
using Claviger.Console.Members;
using Claviger.Control.Groups;
using Claviger.Control.Roles;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Groups;

/// <summary>A group's page with all that its forms offer.</summary>
internal sealed class GroupReader(BrowseGroups groups, ReadRoles roles, ListWorkspaces workspaces)
{
    public IResult Show(ConsoleCall call, string id, Problem? fault = null)
    {
        var viewer = call.Viewer;
        var after = call.Query("after");
        var (detail, problem) = groups.Get(viewer.Actor, id, after);
        if (detail is null) return call.Fault(fault ?? problem!);
        var assigns = viewer.May(Permission.RoleAssignmentsUpdate);
        return call.Page<GroupPage, GroupModel>(
            new GroupModel(detail, after is null, call.Field("email"), assigns ? MemberReader.AssignableRoles(viewer, roles) : [], assigns ? KeyPages.Places(call, workspaces) : []), fault);
    }
}
