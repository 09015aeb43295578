using Claviger.Control.Groups;
using Claviger.Control.Invites;
using Claviger.Control.Members;
using Claviger.Control.Roles;
using Claviger.Control.ServiceAccounts;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.OrganizationFiles;
using Claviger.Core.Roles;

namespace Claviger.Control.OrganizationFiles;

/// <summary>Roles, members and invites, groups, service accounts, and who has which role.</summary>
public sealed class ApplyPeople(
    EditRole roles, AssignRole assign, UpdateMember updateMember, RemoveMember removeMember, CreateInvite invite, DeleteInvite deleteInvite, EditGroup groups, EditGroupMembers groupMembers,
    CreateServiceAccount createAccount, UpdateServiceAccount updateAccount, ArchiveServiceAccount archiveAccount)
{
    public Task<Problem?> RunAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct) => change.Noun switch
    {
        PlannedNoun.Role => RoleAsync(actor, change, work, ct),
        PlannedNoun.Member => MemberAsync(actor, change, work, ct),
        PlannedNoun.Group => GroupAsync(actor, change, work, ct),
        PlannedNoun.GroupMember => GroupMemberAsync(actor, change, work, ct),
        PlannedNoun.ServiceAccount => AccountAsync(actor, change, work, ct),
        PlannedNoun.RoleAssignment => AssignAsync(actor, change, work, ct),
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    private async Task<Problem?> RoleAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct)
    {
        if (change.Action == PlannedAction.Delete) return (await roles.DeleteAsync(actor, change.Id!, ct)).Problem;
        var wanted = work.File.Roles![change.Name];
        if (change.Action == PlannedAction.Update) return (await roles.UpdateAsync(actor, change.Id!, new UpdateRoleRequest(null, wanted.Permissions, wanted.Description is null ? default : new Settable<string?>(Some(wanted.Description))), ct)).Problem;
        var made = await roles.CreateAsync(actor, new CreateRoleRequest(change.Name, wanted.Permissions, Some(wanted.Description)), ct);
        if (made.Value is { } role) work.Made(PlannedNoun.Role, change.Name, role.Id);
        return made.Problem;
    }

    /// <summary>Who is not a member yet is invited; an invite to another role is sent anew.</summary>
    private async Task<Problem?> MemberAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct)
    {
        var isInvite = change.Id?.StartsWith(InviteId.Prefix, StringComparison.Ordinal) == true;
        if (change.Action == PlannedAction.Delete) return isInvite ? (await deleteInvite.RunAsync(actor, change.Id!, ct)).Problem : (await removeMember.RunAsync(actor, change.Id!, null, ct)).Problem;
        var wanted = work.File.Members![change.Name];
        if (change.Id is { } id && !isInvite) return (await updateMember.RunAsync(actor, id, new UpdateUserRequest(wanted.Role), null, null, ct)).Problem;
        if (isInvite && (await deleteInvite.RunAsync(actor, change.Id!, ct)).Problem is { } fault) return fault;
        var sent = await invite.RunAsync(actor, new CreateInviteRequest(change.Name, wanted.Role), ct);
        if (sent.Value is { } made) work.Invites.Add(new AppliedInviteView(made.Id, made.Email, made.AcceptanceToken));
        return sent.Problem;
    }

    private async Task<Problem?> GroupAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct)
    {
        if (change.Action == PlannedAction.Delete) return (await groups.DeleteAsync(actor, change.Id!, ct)).Problem;
        var wanted = work.File.Groups![change.Name];
        if (change.Action == PlannedAction.Update) return (await groups.UpdateAsync(actor, change.Id!, new UpdateGroupRequest(null, new Settable<string?>(Some(wanted.Description))), ct)).Problem;
        var made = await groups.CreateAsync(actor, new CreateGroupRequest(change.Name, Some(wanted.Description)), ct);
        if (made.Value is { } group) work.Made(PlannedNoun.Group, change.Name, group.Id);
        return made.Problem;
    }

    private async Task<Problem?> GroupMemberAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct)
    {
        var (group, member) = (work.IdOf(PlannedNoun.Group, change.Parent), work.IdOf(PlannedNoun.Member, change.Name));
        return change.Action == PlannedAction.Delete ? (await groupMembers.RemoveAsync(actor, group, member, ct)).Problem : (await groupMembers.AddAsync(actor, group, new AddGroupMemberRequest(member), ct)).Problem;
    }

    private async Task<Problem?> AccountAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct)
    {
        if (change.Action == PlannedAction.Delete) return (await archiveAccount.RunAsync(actor, change.Id!, ct)).Problem;
        var wanted = work.File.ServiceAccounts![change.Name];
        if (change.Action == PlannedAction.Update)
            return (await updateAccount.RunAsync(actor, change.Id!, new UpdateServiceAccountRequest(wanted.Description is null ? default : new Settable<string?>(Some(wanted.Description)), wanted.Role), ct)).Problem;
        var made = await createAccount.RunAsync(actor, new CreateServiceAccountRequest(change.Name, Some(wanted.Description), wanted.Role), ct);
        if (made.Value is { } account) work.Made(PlannedNoun.ServiceAccount, change.Name, account.Id);
        return made.Problem;
    }

    private async Task<Problem?> AssignAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct)
    {
        if (change.Action == PlannedAction.Delete) return (await assign.RemoveAsync(actor, change.Id!, ct)).Problem;
        var grant = work.File.Groups![change.Parent].Roles!.First(grant => grant.ToString() == change.Name);
        return (await assign.RunAsync(actor, new AssignRoleRequest(
            work.IdOf(PlannedNoun.Role, grant.Role), RoleAssignment.ToGroup, work.IdOf(PlannedNoun.Group, change.Parent), grant.Workspace is { } place ? work.IdOf(PlannedNoun.Workspace, place) : null), ct)).Problem;
    }

    private static string? Some(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
