using Claviger.Control.Access;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Members;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Members;

/// <summary>Takes somebody out of a workspace. Keys they made there live on: those are the workspace's.</summary>
public sealed class RemoveWorkspaceMember(Database database, SnapshotRefresher snapshots)
{
    public async Task<Outcome<DeletedWorkspaceMemberView>> RunAsync(Actor actor, string workspaceId, string userId, CancellationToken ct)
    {
        var seen = SeenMembers.Of(database, actor, null, userId);
        using var tx = await database.BeginAdminAsync(ct);
        var workspace = WorkspaceStore.Find(tx, actor.Organization, workspaceId);
        if (Reach.FaultIn(tx, actor, AuditKind.WorkspaceMemberRemoved, workspaceId, Permission.WorkspaceMembersUpdate, Permission.WorkspacesRead, workspace?.Id, Problem.NotFound("workspace")) is { } denied) return denied;
        if (WorkspaceMembership.InPlace(workspace!) is { } closed) return closed;
        var own = WorkspaceMemberStore.Find(tx, workspace!.Id, userId);
        if (MemberStore.Find(tx, actor.Organization, userId) is not { } member) return Problem.NotFound("workspace member");
        if (WorkspaceMembership.InInherited(member, null) is { } inherited) return inherited;
        if (own is null) return WorkspaceMembership.Of(member, workspace, null) is null
            ? Problem.NotFound("workspace member")
            : new Problem(ProblemKind.InvalidRequest, "a billing member is workspace_billing everywhere: change the organization role instead");
        if (seen.FaultIn(tx, actor.Organization) is { } changed) return changed;
        if (actor.Lacks(WorkspaceMembership.RightsOf(workspace.Id, own.Role)) is { } lacking) return Denial.OfGrant(tx, actor, AuditKind.WorkspaceMemberRemoved, workspaceId, lacking);

        WorkspaceMemberStore.Remove(tx, workspace.Id, member.Id);
        MemberStore.Touch(tx, member.Id);
        var change = tx.Commit(actor.Did(AuditKind.WorkspaceMemberRemoved, workspaceId, AuditDetail.Of(
            ("user_id", userId), ("workspace_id", workspaceId), ("previous_role", WorkspaceRoleNames.Of(own.Role)))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return new DeletedWorkspaceMemberView("workspace_member_deleted", userId, workspaceId);
    }
}
