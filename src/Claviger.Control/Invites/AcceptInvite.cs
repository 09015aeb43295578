using System.Security.Cryptography;
using Claviger.Control.Access;
using Claviger.Control.AdminKeys;
using Claviger.Control.Members;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Groups;
using Claviger.Core.Invites;
using Claviger.Core.Keys;
using Claviger.Core.Members;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Access;
using Claviger.Storage.AdminKeys;
using Claviger.Storage.Groups;
using Claviger.Storage.Invites;
using Claviger.Storage.Members;
using Claviger.Storage.Secrets;

namespace Claviger.Control.Invites;

/// <summary>
/// Turns an invite into a member with a personal key. The one act of a stranger: the token is all there is to tell them by. A wrong
/// one costs a checksum, a look-up and a digest, never the writer's turn, and the answer is the same whatever is wrong with it.
/// </summary>
public sealed class AcceptInvite(Database database, SnapshotRefresher snapshots, PolicyHolder policy, TokenIssuer issuer, AccessOptions options, TimeProvider clock)
{
    private static readonly Problem Refused = new(
        ProblemKind.Unauthenticated, "acceptance_token: not valid: mistyped, used, withdrawn or expired; ask who invited you for a new invite", "acceptance_token");

    public async Task<Outcome<AcceptedInviteView>> RunAsync(AcceptInviteRequest request, CancellationToken ct)
    {
        if (request.Name is not null && MemberFaults.InName(request.Name) is { } fault) return fault;
        if (!KeyToken.TryRead(request.AcceptanceToken, out var kind, out var secret) || kind != KeyTokenKind.Invite) return Refused;
        var now = clock.GetUtcNow();
        if (!IsGood(request.AcceptanceToken, Look(secret), now)) return Refused;

        using var tx = await database.BeginAdminAsync(ct);
        var invite = InviteStore.FindBySecret(tx, secret);
        if (invite is null || invite.StatusAt(now) != InviteStatus.Pending) return Refused; // somebody else was first
        if (MemberStore.FindByEmail(tx, invite.Organization, invite.Email) is not null || !InviterStillMay(invite)) return Refused;

        var member = new Member(MemberId.New(), invite.Organization, invite.Email, request.Name ?? invite.Email.Split('@')[0], invite.Role, now);
        MemberStore.Add(tx, member);
        var groups = invite.Groups.Where(group => GroupStore.Find(tx, invite.Organization, group) is not null).ToList();
        foreach (var group in groups) GroupMemberStore.Add(tx, new GroupMember(new GroupId(group), member.Id, now));
        InviteStore.Accept(tx, invite.Id, member.Id, now);
        var (key, token) = CreateAdminKey.New(
            invite.Organization, issuer, "first personal key", new AdminKeyOwner(AdminKeyOwner.UserType, member.Id.Value), member.Id, now, null, null);
        AdminKeyStore.Add(tx, key);

        var actor = new Actor(Actor.UserType, member.Id.Value, invite.Organization, member.Id, new HashSet<Permission>());
        var change = tx.Commit(
            actor.Did(AuditKind.InviteAccepted, invite.Id.Value, AuditDetail.Of(("email", invite.Email))),
            actor.Did(AuditKind.MemberAdded, member.Id.Value, AuditDetail.Of(("email", member.Email), ("role", OrganizationRoleNames.Of(member.Role)), ("groups", groups))),
            actor.Did(AuditKind.AdminKeyCreated, key.Id.Value, CreateAdminKey.DetailOf(key)));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return new AcceptedInviteView("accepted_invite", MemberViews.Of(member), AdminKeyViews.Of(key, now), token);
    }

    private Invite? Look(SecretId secret)
    {
        using var reader = database.Read();
        return InviteStore.FindBySecret(reader, secret);
    }

    private bool IsGood(string token, Invite? invite, DateTimeOffset now)
    {
        var snapshot = policy.Current;
        Span<byte> digest = stackalloc byte[32];
        KeyToken.Digest(token, invite is null ? snapshot.DecoyPepper : snapshot.Pepper(invite.PepperVersion), digest);
        return invite is not null && CryptographicOperations.FixedTimeEquals(invite.Digest, digest) && invite.StatusAt(now) == InviteStatus.Pending;
    }

    /// <summary>An invite gives what its sender may give when it is accepted, too: whoever lost a right can't hand it on by an old letter.</summary>
    private bool InviterStillMay(Invite invite)
    {
        if (invite.Role == OrganizationRole.Admin && !options.AdminsByApi) return false;
        if (invite.InvitedBy is not { } inviter) return true;
        using var reader = database.Read();
        var system = Actor.System(invite.Organization);
        var access = AccessStore.Read(reader, system);
        return access.Member(inviter.Value) is not null
            && Actor.With(Actor.UserType, inviter.Value, invite.Organization, inviter, Rights.Of(access.GrantsOfMember(inviter.Value)))
                .Lacks(Rights.Of([.. access.OfOrganizationRole(invite.Role), .. invite.Groups.SelectMany(access.GrantsOfGroup)])) is null;
    }
}
