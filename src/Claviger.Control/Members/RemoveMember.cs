using Claviger.Control.Access;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Members;
using Claviger.Core.Roles;
using Claviger.Storage;
using Claviger.Storage.Access;
using Claviger.Storage.AdminKeys;
using Claviger.Storage.Groups;
using Claviger.Storage.Invites;
using Claviger.Storage.Members;
using Claviger.Storage.Roles;

namespace Claviger.Control.Members;

/// <summary>
/// Ends a membership, and with it all that acts as the person: personal keys, workspace memberships, groups, roles, invites they sent. What
/// they made for the organization lives on. Whoever comes back is a new member: nothing revives.
/// </summary>
public sealed class RemoveMember(Database database, SnapshotRefresher snapshots, AccessOptions options, TimeProvider clock)
{
    /// <param name="version">The version that the caller saw; null: whichever there is.</param>
    public async Task<Outcome<DeletedView>> RunAsync(Actor actor, string id, int? version, CancellationToken ct)
    {
        var seen = SeenMembers.Of(database, actor, version, id);
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.MembersDelete)) return Denial.Of(tx, actor, AuditKind.MemberRemoved, id, Permission.MembersDelete);
        if (MemberStore.Find(tx, actor.Organization, id) is not { } member) return Problem.NotFound("user");
        if (seen.FaultIn(tx, actor.Organization) is { } changed) return changed;
        if (MemberFaults.InTouching(member, options) is { } untouchable) return untouchable;
        if (LacksFor(actor, id) is { } lacking) return Denial.OfGrant(tx, actor, AuditKind.MemberRemoved, id, lacking);
        if (MemberStore.Count(tx, actor.Organization) == 1)
            return new Problem(ProblemKind.InvalidRequest, "the last member can't be removed", ErrorCode: "cannot_remove_last_member");
        if (member.Role == OrganizationRole.Admin && MemberStore.CountAdmins(tx, actor.Organization) == 1) return MemberFaults.LastAdmin();

        var change = tx.Commit([.. Remove(tx, actor, member, clock.GetUtcNow())]);
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return new DeletedView(id, "user_deleted");
    }

    private static List<AuditEntry> Remove(AdminTransaction tx, Actor actor, Member member, DateTimeOffset now)
    {
        var id = member.Id.Value;
        var keys = AdminKeyStore.ArchiveAllOf(tx, new AdminKeyOwner(AdminKeyOwner.UserType, id));
        var workspaces = WorkspaceMemberStore.RemoveAllOf(tx, member.Id);
        var groups = GroupMemberStore.RemoveAllOf(tx, member.Id);
        var roles = RoleAssignmentStore.RemoveAllOf(tx, RoleAssignment.ToUser, id);
        var invites = InviteStore.PendingFrom(tx, member.Id, now);
        foreach (var invite in invites) InviteStore.Delete(tx, invite.Id, now);
        MemberStore.Remove(tx, member.Id, now);

        var because = AuditDetail.Of(("because", "member removed"));
        return
        [
            actor.Did(AuditKind.MemberRemoved, id, AuditDetail.Of(
                ("deleted_user_email", member.Email), ("role", OrganizationRoleNames.Of(member.Role)), ("admin_keys", keys), ("workspaces", workspaces),
                ("groups", groups), ("roles", roles))),
            .. keys.Select(key => actor.Did(AuditKind.AdminKeyRevoked, key, because)),
            .. invites.Select(invite => actor.Did(AuditKind.InviteDeleted, invite.Id.Value, because)),
        ];
    }

    private (Permission, WorkspaceId?)? LacksFor(Actor actor, string id)
    {
        using var reader = database.Read();
        return actor.Lacks(Rights.Of(AccessStore.Read(reader, actor).GrantsOfMember(id)));
    }
}
