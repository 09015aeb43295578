using Claviger.Control.Access;
using Claviger.Control.Members;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Invites;
using Claviger.Core.Keys;
using Claviger.Storage;
using Claviger.Storage.Access;
using Claviger.Storage.Groups;
using Claviger.Storage.Invites;
using Claviger.Storage.Members;
using Claviger.Storage.Secrets;

namespace Claviger.Control.Invites;

/// <summary>Offers a membership. The answer holds the acceptance token, once: hand it to the person by a way that reaches only them.</summary>
public sealed class CreateInvite(Database database, TokenIssuer issuer, AccessOptions options, TimeProvider clock)
{
    private const int MaxGroups = 50;

    public async Task<Outcome<CreatedInviteView>> RunAsync(Actor actor, CreateInviteRequest request, CancellationToken ct)
    {
        if (MemberFaults.InEmail(request.Email, options) is { } email) return email;
        if (MemberFaults.InRole(request.Role, options, out var role) is { } fault) return fault;
        var groups = request.RbacGroupIds?.Distinct(StringComparer.Ordinal).ToList() ?? [];
        if (groups.Count > MaxGroups) return Problem.Invalid("rbac_group_ids", $"at most {MaxGroups}");

        var now = clock.GetUtcNow();
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.InvitesCreate)) return Denial.Of(tx, actor, AuditKind.InviteCreated, request.Email, Permission.InvitesCreate);
        foreach (var group in groups)
            if (GroupStore.Find(tx, actor.Organization, group) is null) return Problem.Invalid("rbac_group_ids", "names a group that isn't there; GET /v1/organizations/rbac_groups lists them");
        if (MemberStore.FindByEmail(tx, actor.Organization, request.Email) is not null) return Problem.Invalid("email", "belongs to a member already", "already_member");
        if (InviteStore.PendingOf(tx, actor.Organization, request.Email, now) is not null)
            return Problem.Invalid("email", "is invited already: delete that invite to send another one", "invite_already_exists");
        if (MemberStore.Count(tx, actor.Organization) + InviteStore.CountPending(tx, actor.Organization, now) >= options.MostMembers)
            return new Problem(ProblemKind.InvalidRequest, $"an organization has at most {options.MostMembers} members and pending invites", ErrorCode: "org_member_limit_exceeded");
        if (LacksFor(database, actor, role, groups) is { } lacking) return Denial.OfGrant(tx, actor, AuditKind.InviteCreated, request.Email, lacking);

        var issued = issuer.Issue(KeyTokenKind.Invite);
        var invite = new Invite(
            InviteId.New(), actor.Organization, request.Email, role, groups, issued.Id, issued.Digest, issued.PepperVersion, actor.Member, now, now + Invite.Lifetime);
        InviteStore.Add(tx, invite);
        tx.Commit(actor.Did(AuditKind.InviteCreated, invite.Id.Value, AuditDetail.Of(("invited_email", invite.Email), ("invited_role", request.Role), ("invited_rbac_group_ids", groups))));
        return InviteViews.Of(invite, now, issued.Token);
    }

    internal static (Permission, WorkspaceId?)? LacksFor(Database database, Actor actor, OrganizationRole role, IReadOnlyList<string> groups)
    {
        using var reader = database.Read();
        var access = AccessStore.Read(reader, actor);
        return actor.Lacks(Rights.Of([.. access.OfOrganizationRole(role), .. groups.SelectMany(access.GrantsOfGroup)]));
    }
}
