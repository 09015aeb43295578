using Claviger.Control.Members;
using Claviger.Core.Access;
using Claviger.Core.Policy;
using Claviger.Core.Roles;
using Claviger.Storage;
using Claviger.Storage.Groups;
using Claviger.Storage.Roles;

namespace Claviger.Control.Roles;

/// <summary>Gives assigned roles the names of what they are about.</summary>
internal sealed class AssignmentNames(Reader reader, PolicySnapshot snapshot)
{
    public IEnumerable<NamedAssignment> Of(IEnumerable<RoleAssignment> assignments) => assignments.Select(item => new NamedAssignment(
        RoleViews.Of(item), NameOfRole(item.Role), NameOf(item), item.Workspace is { } place ? snapshot.Workspaces.FirstOrDefault(workspace => workspace.Id == place)?.Name ?? place.Value : null));

    /// <summary>A built-in role is called by its identifier.</summary>
    private string NameOfRole(string role) => WorkspaceRoleNames.Assignable.ContainsKey(role) ? role : RoleStore.Find(reader, snapshot.Organization.Id, role)?.Name ?? role;

    private string NameOf(RoleAssignment item) => item.PrincipalType switch
    {
        RoleAssignment.ToUser => snapshot.Access.Member(item.PrincipalId) is { } member ? member.Name.Length > 0 ? member.Name : member.Email : null,
        RoleAssignment.ToServiceAccount => snapshot.Access.Account(item.PrincipalId)?.Name,
        _ => GroupStore.Find(reader, snapshot.Organization.Id, item.PrincipalId)?.Name,
    } ?? item.PrincipalId;
}
