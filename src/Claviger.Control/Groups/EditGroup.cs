using Claviger.Control.ServiceAccounts;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Groups;
using Claviger.Storage;
using Claviger.Storage.Access;
using Claviger.Storage.Groups;
using Claviger.Storage.Members;

namespace Claviger.Control.Groups;

/// <summary>Makes, renames and deletes groups. A new one has no roles, so it gives nobody anything.</summary>
public sealed class EditGroup(Database database, SnapshotRefresher snapshots, TimeProvider clock)
{
    public async Task<Outcome<GroupView>> CreateAsync(Actor actor, CreateGroupRequest request, CancellationToken ct)
    {
        if (GroupViews.InName("name", request.Name) is { } name) return name;
        if (ServiceAccountFaults.InDescription(request.Description) is { } description) return description;
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.GroupsUpdate)) return Denial.Of(tx, actor, AuditKind.GroupCreated, request.Name, Permission.GroupsUpdate);
        if (GroupStore.NameTaken(tx, actor.Organization, request.Name, "")) return Taken(request.Name);

        var now = clock.GetUtcNow();
        var group = new Group(GroupId.New(), actor.Organization, request.Name, request.Description, now, now);
        GroupStore.Add(tx, group);
        await snapshots.HasReachedAsync(tx.Commit(actor.Did(AuditKind.GroupCreated, group.Id.Value, AuditDetail.Of(("name", group.Name)))), CancellationToken.None);
        return GroupViews.Of(group, []);
    }

    public async Task<Outcome<GroupView>> UpdateAsync(Actor actor, string id, UpdateGroupRequest request, CancellationToken ct)
    {
        if (request.Name is not null && GroupViews.InName("name", request.Name) is { } name) return name;
        if (ServiceAccountFaults.InDescription(request.Description.Value) is { } description) return description;
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.GroupsUpdate)) return Denial.Of(tx, actor, AuditKind.GroupUpdated, id, Permission.GroupsUpdate);
        if (GroupStore.Find(tx, actor.Organization, id) is not { } group) return GroupViews.NotFound;
        var changed = group with { Name = request.Name ?? group.Name, Description = request.Description.Or(group.Description) };
        if (changed != group)
        {
            if (GroupStore.NameTaken(tx, actor.Organization, changed.Name, id)) return Taken(changed.Name);
            changed = changed with { UpdatedAt = clock.GetUtcNow() };
            GroupStore.Update(tx, changed);
            var change = tx.Commit(actor.Did(AuditKind.GroupUpdated, id, AuditDetail.Of(
                ("before", new { name = group.Name, description = group.Description }), ("after", new { name = changed.Name, description = changed.Description }))));
            await snapshots.HasReachedAsync(change, CancellationToken.None);
        }

        using var reader = database.Read();
        return GroupViews.Of(changed, Storage.Roles.RoleAssignmentStore.All(reader, actor.Organization));
    }

    /// <summary>Its members lose what it gave them.</summary>
    public async Task<Outcome<DeletedView>> DeleteAsync(Actor actor, string id, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.GroupsUpdate)) return Denial.Of(tx, actor, AuditKind.GroupDeleted, id, Permission.GroupsUpdate);
        if (GroupStore.Find(tx, actor.Organization, id) is not { } group) return GroupViews.NotFound;
        if (LacksFor(database, actor, group.Id) is { } lacking) return Denial.OfGrant(tx, actor, AuditKind.GroupDeleted, id, lacking);

        var members = GroupMemberStore.MembersOf(tx, group.Id);
        foreach (var member in members) MemberStore.Touch(tx, new MemberId(member));
        GroupStore.Delete(tx, group.Id);
        await snapshots.HasReachedAsync(tx.Commit(actor.Did(AuditKind.GroupDeleted, id, AuditDetail.Of(("name", group.Name), ("members", members)))), CancellationToken.None);
        return new DeletedView(id, "rbac_group_deleted");
    }

    /// <summary>What the group's roles give and the actor doesn't have.</summary>
    internal static (Permission, WorkspaceId?)? LacksFor(Database database, Actor actor, GroupId group)
    {
        using var reader = database.Read();
        return actor.Lacks(Rights.Of(AccessStore.Read(reader, actor).GrantsOfGroup(group.Value)));
    }

    private static Problem Taken(string name) => Problem.Conflict("name", $"'{name}' is the name of another group: choose a different one", "rbac_group_name_taken");
}
