using Claviger.Control.Groups;
using Claviger.Control.Roles;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Policy;
using Claviger.Core.Roles;
using Claviger.Storage;
using Claviger.Storage.Groups;
using Claviger.Storage.Members;
using Claviger.Storage.Roles;

namespace Claviger.Control.Members;

/// <summary>Everything that a member is in, with names, as far as the actor may see it.</summary>
public sealed class DescribeMember(Database database, PolicyHolder policy)
{
    public Outcome<MemberDetail> Run(Actor actor, string id)
    {
        if (!actor.MayAnywhere(Permission.MembersRead)) return Denial.Of(Permission.MembersRead);
        using var reader = database.Read();
        if (MemberStore.Find(reader, actor.Organization, id) is not { } member) return Problem.NotFound("member");
        var places = policy.Current.Workspaces.ToDictionary(place => place.Id);
        return new MemberDetail(
            BrowseMembers.RowOf(reader, actor, member),
            actor.MayAnywhere(Permission.WorkspaceMembersRead)
                ? [.. MemberBrowseStore.MembershipsOf(reader, member.Id).Where(item => actor.MayIn(Permission.WorkspaceMembersRead, item.Workspace)).Select(item => new MemberPlace(
                    item.Workspace.Value, places.GetValueOrDefault(item.Workspace)?.Name ?? item.Workspace.Value, places.GetValueOrDefault(item.Workspace)?.Environment, WorkspaceRoleNames.Of(item.Role)))]
                : null,
            actor.May(Permission.GroupsRead) ? [.. GroupBrowseStore.Of(reader, member.Id).Select(group => GroupViews.Of(group, []))] : null,
            actor.May(Permission.RoleAssignmentsRead)
                ? [.. new AssignmentNames(reader, policy.Current).Of(RoleAssignmentStore.OfPrincipals(reader, RoleAssignment.ToUser, [id]))]
                : null);
    }
}
