using Claviger.Control.Access;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Members;
using Claviger.Storage;
using Claviger.Storage.Access;
using Claviger.Storage.Members;

namespace Claviger.Control.Members;

/// <summary>Gives a member another organization role. It counts from the member's next request on.</summary>
public sealed class UpdateMember(Database database, SnapshotRefresher snapshots, AccessOptions options)
{
    /// <param name="version">The version that the caller saw; null: whichever there is.</param>
    /// <param name="updated">Told of the member as it is now, for its version.</param>
    public async Task<Outcome<UserView>> RunAsync(Actor actor, string id, UpdateUserRequest request, int? version, Action<Member>? updated, CancellationToken ct)
    {
        if (MemberFaults.InRole(request.Role, options, out var role) is { } fault) return fault;
        var seen = SeenMembers.Of(database, actor, version, id);
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.MembersUpdate)) return Denial.Of(tx, actor, AuditKind.MemberRoleUpdated, id, Permission.MembersUpdate);
        if (MemberStore.Find(tx, actor.Organization, id) is not { } member) return Problem.NotFound("user");
        if (seen.FaultIn(tx, actor.Organization) is { } changed) return changed;
        if (member.Role == role) return Updated(member); // nothing changes: no event
        if (MemberFaults.InTouching(member, options) is { } untouchable) return untouchable;
        if (LacksFor(actor, member, role) is { } lacking) return Denial.OfGrant(tx, actor, AuditKind.MemberRoleUpdated, id, lacking);
        if (member.Role == OrganizationRole.Admin && MemberStore.CountAdmins(tx, actor.Organization) == 1) return MemberFaults.LastAdmin("role");

        MemberStore.SetRole(tx, member.Id, role);
        var change = tx.Commit(actor.Did(AuditKind.MemberRoleUpdated, id, AuditDetail.Of(
            ("user_email", member.Email), ("previous_role", OrganizationRoleNames.Of(member.Role)), ("current_role", request.Role))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return Updated(member with { Role = role, Version = member.Version + 1 });

        Outcome<UserView> Updated(Member now)
        {
            updated?.Invoke(now);
            return MemberViews.Of(now);
        }
    }

    /// <summary>Neither may anybody give what they don't have, nor take it from those who have more.</summary>
    private (Permission, WorkspaceId?)? LacksFor(Actor actor, Member member, OrganizationRole role)
    {
        using var reader = database.Read();
        var access = AccessStore.Read(reader, actor);
        return actor.Lacks(Rights.Of(access.OfOrganizationRole(role))) ?? actor.Lacks(Rights.Of(access.GrantsOfMember(member.Id.Value)));
    }
}
