using Claviger.Control.Access;
using Claviger.Control.Emergency;
using Claviger.Control.Keys;
using Claviger.Control.Members;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Members;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Access;
using Claviger.Storage.AdminKeys;
using Claviger.Storage.Members;
using Claviger.Storage.Secrets;

namespace Claviger.Control.Offboarding;

/// <summary>
/// Ends a membership and everything that acts as the person, in one transaction (S11, R15): when it returns, this process refuses all of
/// it. What they made for the organization goes on, and is reported with whom it could be handed to.
/// </summary>
public sealed class OffboardMember(Database database, SnapshotRefresher snapshots, TokenIssuer issuer, SecretUses uses, AccessOptions options, StopInEmergency emergency, TimeProvider clock)
{
    /// <summary>Without options it goes through even where store or audit log take no change: it only takes access away.</summary>
    /// <param name="version">The version that the caller saw; null: whichever there is.</param>
    public Task<Outcome<OffboardedView>> RunAsync(Actor actor, string id, OffboardUserRequest request, int? version, CancellationToken ct) => request == new OffboardUserRequest()
        ? emergency.OrElseAsync(patience => OffboardAsync(actor, id, request, version, patience), cause => StopAsync(actor, id, cause), ct)
        : OffboardAsync(actor, id, request, version, ct);

    /// <summary>What the snapshot knows: the whole report is written when the store is back.</summary>
    private async Task<OffboardedView?> StopAsync(Actor actor, string id, Exception cause)
    {
        var policy = emergency.Policy;
        if (!actor.May(Permission.MembersDelete) || policy.Access.Member(id) is not { } member || member.Organization != actor.Organization || MemberFaults.InTouching(member, options) is not null) return null;
        if (actor.Lacks(Rights.Of(policy.Access.GrantsOfMember(id))) is not null || member.Role == OrganizationRole.Admin && policy.Access.CountAdmins == 1) return null;
        var now = clock.GetUtcNow();
        var report = new OffboardingView(
            null, "offboarding", DryRun: false, now, actor.Id is { } by ? new ActorRef(by, actor.Type) : null, MemberViews.Of(member), [], [], [], [], [],
            [.. policy.AdminKeys.Where(key => key.Owner is { Type: AdminKeyOwner.UserType } && key.Owner.Id == id).Select(key => OffboardingViews.Of(key, uses, ended: true))],
            [.. policy.Keys.Where(key => key.IsPersonal && key.Owner.Id == id).Select(key => new OffboardedKey(key.Id.Value, key.Name, key.Workspace.Value, policy.Workspaces.First(place => place.Id == key.Workspace).Name, []))],
            [], [], 0);
        await emergency.StopAsync(actor, id, KeyStatus.Archived, cut: true, cause);
        return new OffboardedView(report, []);
    }

    private async Task<Outcome<OffboardedView>> OffboardAsync(Actor actor, string id, OffboardUserRequest request, int? version, CancellationToken ct)
    {
        if (RotateKey.InOverlap(request.OverlapSeconds) is { } length) return length;
        if (request.OverlapSeconds is not null && request.Rotate != true) return Problem.Invalid("overlap_seconds", "goes with rotate: it says how long the secrets that are replaced go on");
        if (request.NewOwnerUserId is not null && request.HandOver == false) return Problem.Invalid("hand_over", "is false, and new_owner_user_id says to whom to hand over: leave one of them out");

        var seen = SeenMembers.Of(database, actor, version, id);
        using var tx = await database.BeginAdminAsync(ct);
        var (member, problem) = Judge(tx, actor, id, seen);
        if (member is null) return problem!;

        var now = clock.GetUtcNow();
        using var reader = database.Read();
        var keys = new ServiceKeys(tx, reader, actor, member, uses, now);
        var handOver = request.HandOver == true || request.NewOwnerUserId is not null;
        var others = AdminKeyStore.MadeBy(tx, member.Id);
        var endOthers = request.EndAdminKeys == true && others.Count > 0;
        if (keys.Denied(handOver, request.Rotate == true) is { } denied) return denied;
        if (endOthers && !actor.May(Permission.AdminKeysUpdate)) return Denial.Of(tx, actor, AuditKind.AdminKeyRevoked, others[0].Id.Value, Permission.AdminKeysUpdate);

        if (handOver && keys.HandOver(request.NewOwnerUserId) is { } noOwner) return noOwner;
        if (request.Rotate == true && keys.Rotate(issuer, request.OverlapSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : SecretOverlap.Usual) is { } unrotated) return unrotated;
        if (endOthers)
            foreach (var key in others) AdminKeyStore.Update(tx, key with { Status = KeyStatus.Archived });

        var dryRun = request.DryRun == true;
        var end = new MembershipEnd(tx, reader, actor, member, uses, now);
        var (report, entries) = end.Write(keys.Report(end.WorkspaceNames), [.. others.Select(key => OffboardingViews.Of(key, uses, endOthers))], dryRun);
        if (dryRun) return new OffboardedView(report, []); // all of it is undone with the transaction
        if (endOthers) entries.AddRange(others.Select(key => actor.Did(AuditKind.AdminKeyRevoked, key.Id.Value, AuditDetail.Of(("because", "its maker left")))));
        entries.AddRange(keys.Entries);
        var change = tx.Commit([.. entries]);
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return new OffboardedView(report, keys.NewSecrets);
    }

    private Outcome<Member> Judge(AdminTransaction tx, Actor actor, string id, SeenMembers seen)
    {
        if (!actor.May(Permission.MembersDelete)) return Denial.Of(tx, actor, AuditKind.MemberRemoved, id, Permission.MembersDelete);
        if (MemberStore.Find(tx, actor.Organization, id) is not { } member) return Problem.NotFound("user");
        if (seen.FaultIn(tx, actor.Organization) is { } changed) return changed;
        if (MemberFaults.InTouching(member, options) is { } untouchable) return untouchable;
        if (LacksFor(actor, id) is { } lacking) return Denial.OfGrant(tx, actor, AuditKind.MemberRemoved, id, lacking);
        if (MemberStore.Count(tx, actor.Organization) == 1)
            return new Problem(ProblemKind.InvalidRequest, "the last member can't be removed", ErrorCode: "cannot_remove_last_member");
        if (member.Role == OrganizationRole.Admin && MemberStore.CountAdmins(tx, actor.Organization) == 1) return MemberFaults.LastAdmin();
        return member;
    }

    private (Permission, WorkspaceId?)? LacksFor(Actor actor, string id)
    {
        using var reader = database.Read();
        return actor.Lacks(Rights.Of(AccessStore.Read(reader, actor).GrantsOfMember(id)));
    }
}
