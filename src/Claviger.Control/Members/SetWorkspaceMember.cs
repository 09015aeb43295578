using Claviger.Control.Access;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Members;
using Claviger.Storage;
using Claviger.Storage.Members;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Members;

/// <summary>Adds somebody to a workspace, or gives them another role in it.</summary>
public sealed class SetWorkspaceMember(Database database, SnapshotRefresher snapshots, TimeProvider clock)
{
    public Task<Outcome<WorkspaceMemberView>> AddAsync(Actor actor, string workspaceId, AddWorkspaceMemberRequest request, CancellationToken ct) =>
        RunAsync(actor, workspaceId, request.UserId, request.WorkspaceRole, isNew: true, ct);

    public Task<Outcome<WorkspaceMemberView>> UpdateAsync(Actor actor, string workspaceId, string userId, UpdateWorkspaceMemberRequest request, CancellationToken ct) =>
        RunAsync(actor, workspaceId, userId, request.WorkspaceRole, isNew: false, ct);

    private async Task<Outcome<WorkspaceMemberView>> RunAsync(Actor actor, string workspaceId, string userId, string wanted, bool isNew, CancellationToken ct)
    {
        if (WorkspaceMembership.InRole(wanted, out var role) is { } fault) return fault;
        var kind = isNew ? AuditKind.WorkspaceMemberAdded : AuditKind.WorkspaceMemberUpdated;
        var seen = SeenMembers.Of(database, actor, null, userId);
        using var tx = await database.BeginAdminAsync(ct);
        var workspace = WorkspaceStore.Find(tx, actor.Organization, workspaceId);
        if (Reach.FaultIn(tx, actor, kind, workspaceId, Permission.WorkspaceMembersUpdate, Permission.WorkspacesRead, workspace?.Id, Problem.NotFound("workspace")) is { } denied) return denied;
        if (WorkspaceMembership.InPlace(workspace!) is { } closed) return closed;

        var member = MemberStore.Find(tx, actor.Organization, userId);
        var own = member is null ? null : WorkspaceMemberStore.Find(tx, workspace!.Id, userId)?.Role;
        var now = member is null ? null : WorkspaceMembership.Of(member, workspace!, own);
        if (member is null || !isNew && now is null)
            return isNew ? Problem.Invalid("user_id", "no such member; GET /v1/organizations/users lists them") : Problem.NotFound("workspace member");
        if (seen.FaultIn(tx, actor.Organization) is { } changed) return changed;
        if (WorkspaceMembership.InInherited(member, role) is { } inherited) return inherited;
        if (isNew && own is not null) return Problem.Invalid("user_id", "is a member of this workspace already: change the role instead", "already_member");
        if (own == role) return WorkspaceMembership.ViewOf(member.Id, workspace!.Id, role); // nothing changes: no event

        var lacking = actor.Lacks(WorkspaceMembership.RightsOf(workspace!.Id, role))
            ?? (own is { } before ? actor.Lacks(WorkspaceMembership.RightsOf(workspace.Id, before)) : null);
        if (lacking is { } missing) return Denial.OfGrant(tx, actor, kind, workspaceId, missing);

        WorkspaceMemberStore.Put(tx, new WorkspaceMember(workspace.Id, member.Id, role), clock.GetUtcNow());
        MemberStore.Touch(tx, member.Id);
        var change = tx.Commit(actor.Did(kind, workspaceId, AuditDetail.Of(
            ("user_id", userId), ("workspace_id", workspaceId), ("previous_role", own is { } was ? WorkspaceRoleNames.Of(was) : null), ("current_role", wanted))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return WorkspaceMembership.ViewOf(member.Id, workspace.Id, role);
    }
}
