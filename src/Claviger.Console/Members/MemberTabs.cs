using Claviger.Console.Http;
using Claviger.Core.Access;

namespace Claviger.Console.Members;

/// <summary>The parts of the room Members that a viewer may enter.</summary>
internal static class MemberTabs
{
    public static IReadOnlyList<(string Title, string Path)> Of(Viewer viewer)
    {
        var tabs = new List<(string, string)> { ("Members", "/members") };
        if (viewer.May(Permission.InvitesRead)) tabs.Add(("Invites", "/members/invites"));
        if (viewer.May(Permission.GroupsRead)) tabs.Add(("Groups", "/members/groups"));
        if (viewer.May(Permission.RolesRead)) tabs.Add(("Roles", "/members/roles"));
        return tabs;
    }
}
