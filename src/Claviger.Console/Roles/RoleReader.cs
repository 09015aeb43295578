using Claviger.Console.Http;
using Claviger.Console.Keys;
using Claviger.Control.Groups;
using Claviger.Control.Roles;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Roles;

/// <summary>A role's page with all that its forms offer.</summary>
internal sealed class RoleReader(ReadRoles roles, ListWorkspaces workspaces, ListGroups groups)
{
    public static RoleSent SentOf(ConsoleCall call) => new(call.Field("display_name"), call.Field("description"), call.Values("permissions"));

    public static IResult New(ConsoleCall call, RoleSent sent, Problem? fault = null) => call.Page<RolePage, RoleModel>(new RoleModel(null, sent, true, null, [], []), fault);

    /// <param name="sent">What was typed, to stand there again; null: what is stored.</param>
    public IResult Show(ConsoleCall call, string id, RoleSent? sent = null, Problem? fault = null)
    {
        var viewer = call.Viewer;
        var after = call.Query("after");
        var (detail, problem) = roles.Get(viewer.Actor, id, after);
        if (detail is null) return call.Fault(fault ?? problem!);
        var view = detail.Role.View;
        var assigns = viewer.May(Permission.RoleAssignmentsUpdate) && (detail.Role.IsCustom || view.Scope == "workspace");
        return call.Page<RolePage, RoleModel>(
            new RoleModel(
                detail, sent ?? new RoleSent(view.DisplayName, view.Description, [.. detail.Role.Permissions.Select(PermissionNames.Of)]), after is null, call.Field("email"),
                assigns ? KeyPages.Places(call, workspaces) : [], assigns && viewer.May(Permission.GroupsRead) ? groups.Run(viewer.Actor, ConsoleCall.Ask(("limit", "1000"))).Value?.Data ?? [] : []), fault);
    }
}
