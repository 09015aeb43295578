using Claviger.Console.Http;
using Claviger.Console.Roles;
using Claviger.Control.Access;
using Claviger.Control.Groups;
using Claviger.Control.Keys;
using Claviger.Control.Limits;
using Claviger.Control.Members;
using Claviger.Control.Roles;
using Claviger.Control.Workspaces;
using Claviger.Core.Access;

namespace Claviger.Console.Members;

/// <summary>Everything that a member's page shows, as far as the viewer may see it.</summary>
internal sealed class MemberReader(DescribeMember describe, ExplainMember explain, BrowseKeys keys, ReportMemberLimits limits, ListWorkspaces workspaces, ListGroups groups, ReadRoles roles)
{
    /// <returns>Null: there is no such member, or not for this viewer.</returns>
    public MemberModel? Read(Viewer viewer, string id)
    {
        var actor = viewer.Actor;
        if (describe.Run(actor, id).Value is not { } detail) return null;
        return new MemberModel(
            detail, explain.Run(actor, id).Value,
            viewer.MayAnywhere(Permission.KeysRead) ? keys.OwnedBy(actor, id, null) : null,
            limits.Of(actor, id),
            viewer.MayAnywhere(Permission.WorkspaceMembersUpdate)
                ? [.. (workspaces.Run(actor, ConsoleCall.Ask(("limit", "1000"))).Value?.Data ?? []).Where(place => viewer.MayIn(Permission.WorkspaceMembersUpdate, place.Id))]
                : [],
            viewer.May(Permission.GroupsUpdate) ? groups.Run(actor, ConsoleCall.Ask(("limit", "1000"))).Value?.Data ?? [] : [],
            viewer.May(Permission.RoleAssignmentsUpdate) ? AssignableRoles(viewer, roles) : []);
    }

    /// <summary>For a question about them.</summary>
    public string NameOf(Viewer viewer, string id) => describe.Run(viewer.Actor, id).Value?.Row.Name ?? "them";

    /// <summary>Roles of a workspace, and custom ones.</summary>
    public static IReadOnlyList<(string Id, string Name)> AssignableRoles(Viewer viewer, ReadRoles roles) =>
    [
        .. (roles.Run(viewer.Actor).Value?.Roles ?? []).Where(role => role.IsCustom).Select(role => (role.View.Id, role.View.DisplayName)),
        .. RoleText.Workspace.Select(role => (role, RoleText.Of(role))),
    ];
}
