using Claviger.Control.Access;
using Claviger.Control.Members;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.ServiceAccounts;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.ServiceAccounts;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.ServiceAccounts;

/// <summary>Gives a service account a role in a workspace, or takes it out. Both doors, the account's and the workspace's, lead here.</summary>
public sealed class SetServiceAccountWorkspace(Database database, SnapshotRefresher snapshots)
{
    public async Task<Outcome<ServiceAccountWorkspaceView>> PutAsync(Actor actor, string accountId, string workspaceId, string wanted, CancellationToken ct)
    {
        if (WorkspaceMembership.InRole(wanted, out var role) is { } fault) return fault;
        using var tx = await database.BeginAdminAsync(ct);
        var (account, workspace, own, problem) = Find(tx, actor, AuditKind.ServiceAccountWorkspaceMemberAdded, accountId, workspaceId);
        if (problem is not null) return problem;
        if (own?.Role == role) return ServiceAccountViews.Of(own); // nothing changes: no event
        var kind = own is null ? AuditKind.ServiceAccountWorkspaceMemberAdded : AuditKind.ServiceAccountWorkspaceMemberUpdated;
        var lacking = actor.Lacks(WorkspaceMembership.RightsOf(workspace!.Id, role)) ?? (own is null ? null : actor.Lacks(WorkspaceMembership.RightsOf(workspace.Id, own.Role)));
        if (lacking is { } missing) return Denial.OfGrant(tx, actor, kind, accountId, missing);

        var membership = new ServiceAccountWorkspace(workspace.Id, account!.Id, role, own?.CreatedBy ?? actor.Id);
        ServiceAccountWorkspaceStore.Put(tx, membership);
        var change = tx.Commit(actor.Did(kind, accountId, AuditDetail.Of(
            ("workspace_id", workspaceId), ("previous_role", own is null ? null : WorkspaceRoleNames.Of(own.Role)), ("current_role", wanted))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return ServiceAccountViews.Of(membership);
    }

    public async Task<Outcome<DeletedServiceAccountWorkspaceView>> RemoveAsync(Actor actor, string accountId, string workspaceId, CancellationToken ct)
    {
        const AuditKind Kind = AuditKind.ServiceAccountWorkspaceMemberRemoved;
        using var tx = await database.BeginAdminAsync(ct);
        var (account, workspace, own, problem) = Find(tx, actor, Kind, accountId, workspaceId);
        if (problem is not null) return problem;
        if (own is null) return Problem.NotFound("service account in this workspace");
        if (actor.Lacks(WorkspaceMembership.RightsOf(workspace!.Id, own.Role)) is { } lacking) return Denial.OfGrant(tx, actor, Kind, accountId, lacking);

        ServiceAccountWorkspaceStore.Remove(tx, workspace.Id, account!.Id);
        var change = tx.Commit(actor.Did(Kind, accountId, AuditDetail.Of(("workspace_id", workspaceId), ("previous_role", WorkspaceRoleNames.Of(own.Role)))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return new DeletedServiceAccountWorkspaceView("service_account_workspace_member_deleted", accountId, workspaceId);
    }

    /// <summary>Without a problem, account and workspace are there and may be changed by this actor.</summary>
    private static (ServiceAccount? Account, Workspace? Workspace, ServiceAccountWorkspace? Own, Problem? Problem) Find(
        AdminTransaction tx, Actor actor, AuditKind kind, string accountId, string workspaceId)
    {
        var workspace = WorkspaceStore.Find(tx, actor.Organization, workspaceId);
        if (Reach.FaultIn(tx, actor, kind, workspaceId, Permission.WorkspaceMembersUpdate, Permission.WorkspacesRead, workspace?.Id, Problem.NotFound("workspace")) is { } denied)
            return (null, null, null, denied);
        if (WorkspaceMembership.InPlace(workspace!) is { } closed) return (null, null, null, closed);
        if (ServiceAccountStore.Find(tx, actor.Organization, accountId) is not { } account) return (null, null, null, Problem.NotFound("service account"));
        if (account.ArchivedAt is not null) return (null, null, null, new Problem(ProblemKind.InvalidRequest, "this service account is archived, for good: it can't be changed"));
        if (account.Role == OrganizationRole.Admin)
            return (null, null, null, new Problem(ProblemKind.InvalidRequest, "an admin account is workspace_admin everywhere: change the organization role instead"));
        return (account, workspace, ServiceAccountWorkspaceStore.Find(tx, workspace!.Id, accountId), null);
    }
}
