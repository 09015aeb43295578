using Claviger.Control.Access;
using Claviger.Control.AdminKeys;
using Claviger.Control.Http;
using Claviger.Control.Members;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Roles;
using Claviger.Storage;
using Claviger.Storage.Groups;
using Claviger.Storage.Members;
using Claviger.Storage.Roles;
using Claviger.Storage.ServiceAccounts;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Roles;

/// <summary>Gives a role to somebody, in the organization or in one workspace, and takes it back.</summary>
public sealed class AssignRole(Database database, SnapshotRefresher snapshots, TimeProvider clock)
{
    private static readonly string[] Types = [RoleAssignment.ToUser, RoleAssignment.ToServiceAccount, RoleAssignment.ToGroup];

    public async Task<Outcome<RoleAssignmentView>> RunAsync(Actor actor, AssignRoleRequest request, CancellationToken ct)
    {
        if (!Types.Contains(request.PrincipalType)) return Problem.Invalid("principal_type", $"must be one of {string.Join(", ", Types)}");
        var seen = request.PrincipalType == RoleAssignment.ToUser ? SeenMembers.Of(database, actor, null, request.PrincipalId) : SeenMembers.Of(database, actor, null);
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.RoleAssignmentsUpdate)) return Denial.Of(tx, actor, AuditKind.RoleAssigned, request.PrincipalId, Permission.RoleAssignmentsUpdate);
        if (Fault(tx, actor, request) is { } fault) return fault;
        var (rights, problem) = RightsOf(tx, actor, request.RoleId, request.WorkspaceId);
        if (rights is null) return problem!;
        if (seen.FaultIn(tx, actor.Organization) is { } changed) return changed;
        if (actor.Lacks(rights) is { } lacking) return Denial.OfGrant(tx, actor, AuditKind.RoleAssigned, request.PrincipalId, lacking);

        var assignment = new RoleAssignment(
            RoleAssignmentId.New(), actor.Organization, request.RoleId, request.PrincipalType, request.PrincipalId,
            request.WorkspaceId is null ? null : new WorkspaceId(request.WorkspaceId), clock.GetUtcNow());
        if (!RoleAssignmentStore.Add(tx, assignment)) return RoleViews.Of(RoleAssignmentStore.Same(tx, assignment)!); // nothing changes: no event
        Touch(tx, assignment);
        await snapshots.HasReachedAsync(tx.Commit(actor.Did(AuditKind.RoleAssigned, assignment.Id.Value, DetailOf(assignment))), CancellationToken.None);
        return RoleViews.Of(assignment);
    }

    public async Task<Outcome<DeletedView>> RemoveAsync(Actor actor, string id, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.RoleAssignmentsUpdate)) return Denial.Of(tx, actor, AuditKind.RoleUnassigned, id, Permission.RoleAssignmentsUpdate);
        if (RoleAssignmentStore.Find(tx, actor.Organization, id) is not { } assignment) return Problem.NotFound("role assignment");
        if (RightsOf(tx, actor, assignment.Role, assignment.Workspace?.Value).Value is { } rights && actor.Lacks(rights) is { } lacking)
            return Denial.OfGrant(tx, actor, AuditKind.RoleUnassigned, id, lacking);

        RoleAssignmentStore.Remove(tx, assignment.Id);
        Touch(tx, assignment);
        await snapshots.HasReachedAsync(tx.Commit(actor.Did(AuditKind.RoleUnassigned, id, DetailOf(assignment))), CancellationToken.None);
        return new DeletedView(id, "rbac_role_assignment_deleted");
    }

    internal Outcome<CursorPage<RoleAssignmentView>> List(Actor actor, AdminQuery query)
    {
        var (role, principal, workspace) = (query.Text("role_id"), query.Text("principal_id"), query.Text("workspace_id"));
        var paging = CursorPaging.Read(query, "rbac_role_assignments", role, principal, workspace);
        paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.RoleAssignmentsRead)) return Denial.Of(Permission.RoleAssignmentsRead);
        using var reader = database.Read();
        return paging.Cut(RoleAssignmentStore.All(reader, actor.Organization)
            .Where(item => (role is null || item.Role == role) && (principal is null || item.PrincipalId == principal) && (workspace is null || item.Workspace?.Value == workspace))
            .Select(RoleViews.Of).ToList());
    }

    private static Problem? Fault(AdminTransaction tx, Actor actor, AssignRoleRequest request)
    {
        var isThere = request.PrincipalType switch
        {
            RoleAssignment.ToUser => MemberStore.Find(tx, actor.Organization, request.PrincipalId) is not null,
            RoleAssignment.ToServiceAccount => ServiceAccountStore.Find(tx, actor.Organization, request.PrincipalId) is { ArchivedAt: null },
            _ => GroupStore.Find(tx, actor.Organization, request.PrincipalId) is not null,
        };
        if (!isThere) return Problem.Invalid("principal_id", $"no such {request.PrincipalType.Replace('_', ' ')}");
        if (request.WorkspaceId is null) return null;
        if (WorkspaceStore.Find(tx, actor.Organization, request.WorkspaceId) is not { } workspace) return Problem.Invalid("workspace_id", "no such workspace; GET /v1/organizations/workspaces lists them");
        return workspace.ArchivedAt is null ? null : Problem.Invalid("workspace_id", "this workspace is archived, for good: nothing can be given there");
    }

    /// <summary>What the role gives there. A role that is about the organization can't be given for one workspace: it would give less than it says.</summary>
    private static Outcome<Rights> RightsOf(AdminTransaction tx, Actor actor, string role, string? workspace)
    {
        if (WorkspaceRoleNames.Assignable.TryGetValue(role, out var builtIn))
            return workspace is null ? Problem.Invalid("workspace_id", "required: this role is one of a workspace") : WorkspaceMembership.RightsOf(new WorkspaceId(workspace), builtIn);
        if (RoleViews.BuiltIn.Any(known => known.Id == role)) return Problem.Invalid("role_id", "an organization role is a member's one role: POST /v1/organizations/users/{id} sets it");
        if (RoleStore.Find(tx, actor.Organization, role) is not { } custom) return Problem.Invalid("role_id", "no such role; GET /v1/organizations/rbac_roles lists them", "rbac_role_not_found");
        if (workspace is null) return RoleViews.RightsOf(custom.Permissions);
        var wide = custom.Permissions.Where(permission => !BuiltInRoles.WorkspacePermissions.Contains(permission)).ToList();
        return wide.Count == 0
            ? new Rights(new HashSet<Permission>(), new Dictionary<WorkspaceId, IReadOnlySet<Permission>> { [new WorkspaceId(workspace)] = custom.Permissions })
            : Problem.Invalid("workspace_id", $"this role can't be given for one workspace: {string.Join(", ", AdminKeyViews.NamesOf(wide))} are about the organization");
    }

    private static void Touch(AdminTransaction tx, RoleAssignment assignment)
    {
        if (assignment.PrincipalType == RoleAssignment.ToUser) MemberStore.Touch(tx, new MemberId(assignment.PrincipalId));
    }

    private static string DetailOf(RoleAssignment assignment) => AuditDetail.Of(
        ("role_id", assignment.Role), ("principal_type", assignment.PrincipalType), ("principal_id", assignment.PrincipalId), ("workspace_id", assignment.Workspace?.Value));
}
