using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Groups;
using Claviger.Storage.Roles;

namespace Claviger.Control.Access;

/// <summary>All that a member may do, each with every reason: from the same grants that decide, so that it can't tell another story.</summary>
public sealed class ExplainMember(Database database, PolicyHolder policy)
{
    /// <summary>Of others for whoever may ask for it; of oneself for everybody.</summary>
    public Outcome<MemberAccess> Run(Actor actor, string id)
    {
        if (!actor.May(Permission.AccessRead) && actor.Member?.Value != id) return Denial.Of(Permission.AccessRead);
        var snapshot = policy.Current;
        if (snapshot.Access.Member(id) is not { } member || member.Organization != actor.Organization) return Problem.NotFound("member");
        var grants = snapshot.Access.GrantsOfMember(id);
        var places = snapshot.Workspaces.ToDictionary(workspace => workspace.Id, workspace => workspace.Name);
        using var reader = database.Read();
        var reasons = grants.Select(grant => (grant.Permissions, Reason: new ExplainedReason(
            NameOf(reader, actor, grant.Role), grant.Workspace?.Value, grant.Workspace is { } place ? places.GetValueOrDefault(place, place.Value) : null,
            grant.Source, grant.Via is { } via ? GroupStore.Find(reader, actor.Organization, via)?.Name ?? via : null))).ToList();
        return new MemberAccess([.. PermissionNames.All.Select(name => (Name: name, Permission: PermissionNames.Find(name)!.Value))
            .Select(item => new ExplainedPermission(item.Name, [.. reasons.Where(reason => reason.Permissions.Contains(item.Permission)).Select(reason => reason.Reason)]))
            .Where(item => item.Reasons.Count > 0)]);
    }

    private static string NameOf(Reader reader, Actor actor, string role) =>
        EntityId.HasShape(role, RoleId.Prefix) ? RoleStore.Find(reader, actor.Organization, role)?.Name ?? role : role;
}
