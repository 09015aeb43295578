using Claviger.Control.Keys;
using Claviger.Control.Members;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Members;
using Claviger.Core.Policy;
using Claviger.Core.Roles;
using Claviger.Storage;
using Claviger.Storage.AdminKeys;
using Claviger.Storage.Groups;
using Claviger.Storage.Invites;
using Claviger.Storage.Keys;
using Claviger.Storage.Limits;
using Claviger.Storage.Members;
using Claviger.Storage.Offboarding;
using Claviger.Storage.Roles;
using Claviger.Storage.SignIn;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Offboarding;

/// <summary>
/// Everything that ends when somebody leaves, by whatever door (R15): the writes, their audit entries, and the report. Whoever comes back
/// is a new member with a new id, so nothing of this revives.
/// </summary>
/// <param name="reader">Of the moment before the writes: the report says how things were.</param>
internal sealed class MembershipEnd(AdminTransaction tx, Reader reader, Actor actor, Member member, SecretUses uses, DateTimeOffset now)
{
    private readonly Dictionary<string, string> _workspaces = WorkspaceStore.List(reader, actor.Organization, includeArchived: true, includeDefault: true).ToDictionary(place => place.Id.Value, place => place.Name);

    private readonly List<AuditEntry> _because = [];

    public IReadOnlyDictionary<string, string> WorkspaceNames => _workspaces;

    /// <param name="keys">What became of the keys that go on.</param>
    /// <param name="otherAdminKeys">Made by the member for others; those that are to end are ended by the caller.</param>
    /// <param name="dryRun">Then nothing of this must be committed.</param>
    /// <param name="because">A further field of the entry; null: none.</param>
    /// <returns>The report, stored with it, and the entries to commit.</returns>
    public (OffboardingView Report, List<AuditEntry> Entries) Write(ServiceKeysLeft keys, IReadOnlyList<OffboardedAdminKey> otherAdminKeys, bool dryRun, (string, object?)? because = null)
    {
        var id = OffboardingId.New();
        var (adminKeys, personalKeys) = (EndAdminKeys(), EndPersonalKeys());
        var report = new OffboardingView(
            dryRun ? null : id.Value, "offboarding", dryRun, now, actor.Id is { } by ? new ActorRef(by, actor.Type) : null, MemberViews.Of(member),
            EndWorkspaces(), EndGroups(), EndRoles(), EndInvites(), EndIncreaseRequests(), adminKeys, personalKeys, otherAdminKeys, keys.Seen, keys.Hidden);
        MemberStore.Remove(tx, member.Id, now);
        ConsoleSessionStore.EndAllOf(tx, member.Id);
        SignInLinkStore.EndAllOf(tx, member.Id);
        LocalAccountStore.Delete(tx, member.Id);
        OffboardingStore.Add(tx, actor.Organization, id, member.Id, now, OffboardingViews.TextOf(report));
        (string, object?)[] fields =
        [
            ("deleted_user_email", member.Email), ("role", OrganizationRoleNames.Of(member.Role)), ("offboarding_id", id.Value),
            ("admin_keys", report.AdminKeys.Select(key => key.Id)), ("api_keys", report.PersonalKeys.Select(key => key.Id)),
            ("workspaces", report.Workspaces.Select(place => place.WorkspaceId)), ("groups", report.Groups.Select(group => group.RbacGroupId)),
            ("roles", report.Roles.Select(role => role.RoleId)),
            .. because is { } more ? [more] : ReadOnlySpan<(string, object?)>.Empty,
        ];
        return (report,
        [
            actor.Did(AuditKind.MemberRemoved, member.Id.Value, AuditDetail.Of(fields)),
            .. _because,
        ]);
    }

    private List<OffboardedWorkspace> EndWorkspaces()
    {
        var roles = WorkspaceMemberStore.All(reader).Where(membership => membership.Member == member.Id).ToDictionary(membership => membership.Workspace.Value, membership => membership.Role);
        return [.. WorkspaceMemberStore.RemoveAllOf(tx, member.Id).Select(id => new OffboardedWorkspace(id, NameOf(id), WorkspaceRoleNames.Of(roles[id])))];
    }

    private List<OffboardedGroup> EndGroups()
    {
        var names = GroupStore.All(reader, actor.Organization).ToDictionary(group => group.Id.Value, group => group.Name);
        return [.. GroupMemberStore.RemoveAllOf(tx, member.Id).Select(id => new OffboardedGroup(id, names.GetValueOrDefault(id, "")))];
    }

    private List<OffboardedRole> EndRoles()
    {
        var mine = RoleAssignmentStore.All(reader, actor.Organization).Where(role => role.PrincipalType == RoleAssignment.ToUser && role.PrincipalId == member.Id.Value).ToList();
        RoleAssignmentStore.RemoveAllOf(tx, RoleAssignment.ToUser, member.Id.Value);
        return [.. mine.Select(role => new OffboardedRole(role.Role, role.Workspace?.Value))];
    }

    private List<OffboardedInvite> EndInvites()
    {
        var invites = InviteStore.PendingFrom(tx, member.Id, now);
        foreach (var invite in invites)
        {
            InviteStore.Delete(tx, invite.Id, now);
            Ended(AuditKind.InviteDeleted, invite.Id.Value);
        }

        return [.. invites.Select(invite => new OffboardedInvite(invite.Id.Value, invite.Email))];
    }

    private IReadOnlyList<string> EndIncreaseRequests()
    {
        var requests = IncreaseRequestStore.EndOf(tx, member.Id, now);
        foreach (var request in requests) Ended(AuditKind.IncreaseEnded, request);
        return requests;
    }

    private List<OffboardedAdminKey> EndAdminKeys()
    {
        var owner = new AdminKeyOwner(AdminKeyOwner.UserType, member.Id.Value);
        var keys = AdminKeyStore.OwnedBy(tx, owner);
        foreach (var id in AdminKeyStore.ArchiveAllOf(tx, owner)) Ended(AuditKind.AdminKeyRevoked, id);
        return [.. keys.Select(key => OffboardingViews.Of(key, uses, ended: true))];
    }

    private List<OffboardedKey> EndPersonalKeys()
    {
        var keys = KeyStore.PersonalOf(tx, member.Id);
        var ended = new List<OffboardedKey>();
        foreach (var key in keys)
        {
            KeyStore.Update(tx, key with { Status = KeyStatus.Archived });
            KeySecretStore.CutAllOf(tx, key.Id, now);
            Ended(AuditKind.KeyRevoked, key.Id.Value);
            ended.Add(new OffboardedKey(key.Id.Value, key.Name, key.Workspace.Value, NameOf(key.Workspace.Value), OffboardingViews.SecretsOf(tx, key.Id, uses, now)));
        }

        return ended;
    }

    private void Ended(AuditKind kind, string target) => _because.Add(actor.Did(kind, target, AuditDetail.Of(("because", "member removed"))));

    private string NameOf(string workspace) => _workspaces.GetValueOrDefault(workspace, "");
}
