using Claviger.Control.Access;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Groups;
using Claviger.Storage;
using Claviger.Storage.Groups;
using Claviger.Storage.Members;

namespace Claviger.Control.Groups;

/// <summary>Puts people into groups and takes them out: they gain or lose all its roles, so the actor must have them.</summary>
public sealed class EditGroupMembers(Database database, SnapshotRefresher snapshots, TimeProvider clock)
{
    public async Task<Outcome<GroupMemberView>> AddAsync(Actor actor, string id, AddGroupMemberRequest request, CancellationToken ct)
    {
        var seen = SeenMembers.Of(database, actor, null, request.UserId);
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.GroupsUpdate)) return Denial.Of(tx, actor, AuditKind.GroupMemberAdded, id, Permission.GroupsUpdate);
        if (GroupStore.Find(tx, actor.Organization, id) is not { } group) return GroupViews.NotFound;
        if (MemberStore.Find(tx, actor.Organization, request.UserId) is not { } person) return Problem.Invalid("user_id", "no such member; GET /v1/organizations/users lists them");
        if (seen.FaultIn(tx, actor.Organization) is { } changed) return changed;
        if (EditGroup.LacksFor(database, actor, group.Id) is { } lacking) return Denial.OfGrant(tx, actor, AuditKind.GroupMemberAdded, id, lacking);

        var member = new GroupMember(group.Id, person.Id, clock.GetUtcNow());
        if (!GroupMemberStore.Add(tx, member)) return Problem.Invalid("user_id", "is in this group already", "already_member");
        MemberStore.Touch(tx, person.Id);
        await snapshots.HasReachedAsync(tx.Commit(actor.Did(AuditKind.GroupMemberAdded, id, AuditDetail.Of(("user_id", request.UserId)))), CancellationToken.None);
        return GroupViews.Of(member, person.Email);
    }

    public async Task<Outcome<DeletedGroupMemberView>> RemoveAsync(Actor actor, string id, string userId, CancellationToken ct)
    {
        var seen = SeenMembers.Of(database, actor, null, userId);
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.GroupsUpdate)) return Denial.Of(tx, actor, AuditKind.GroupMemberRemoved, id, Permission.GroupsUpdate);
        if (GroupStore.Find(tx, actor.Organization, id) is not { } group) return GroupViews.NotFound;
        if (seen.FaultIn(tx, actor.Organization) is { } changed) return changed;
        if (EditGroup.LacksFor(database, actor, group.Id) is { } lacking) return Denial.OfGrant(tx, actor, AuditKind.GroupMemberRemoved, id, lacking);

        if (!GroupMemberStore.Remove(tx, group.Id, new MemberId(userId))) return Problem.NotFound("group member");
        MemberStore.Touch(tx, new MemberId(userId));
        await snapshots.HasReachedAsync(tx.Commit(actor.Did(AuditKind.GroupMemberRemoved, id, AuditDetail.Of(("user_id", userId)))), CancellationToken.None);
        return new DeletedGroupMemberView("rbac_group_member_deleted", id, userId);
    }
}
