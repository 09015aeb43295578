using Claviger.Control.AdminKeys;
using Claviger.Control.Groups;
using Claviger.Control.ServiceAccounts;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Roles;
using Claviger.Storage;
using Claviger.Storage.Roles;

namespace Claviger.Control.Roles;

/// <summary>Makes, changes and deletes custom roles. Whoever has a role gains or loses at once, so the actor must have all that it names.</summary>
public sealed class EditRole(Database database, SnapshotRefresher snapshots, TimeProvider clock)
{
    public async Task<Outcome<RoleView>> CreateAsync(Actor actor, CreateRoleRequest request, CancellationToken ct)
    {
        if (GroupViews.InName("display_name", request.DisplayName) is { } name) return name;
        if (ServiceAccountFaults.InDescription(request.Description) is { } description) return description;
        if (RoleViews.Read(request.Permissions, out var fault) is not { } permissions) return fault!;
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.RolesUpdate)) return Denial.Of(tx, actor, AuditKind.RoleCreated, request.DisplayName, Permission.RolesUpdate);
        if (actor.Lacks(RoleViews.RightsOf(permissions)) is { } lacking) return Denial.OfGrant(tx, actor, AuditKind.RoleCreated, request.DisplayName, lacking);
        if (IsTaken(tx, actor, request.DisplayName, "")) return Taken(request.DisplayName);

        var now = clock.GetUtcNow();
        var role = new Role(RoleId.New(), actor.Organization, request.DisplayName, request.Description, permissions, now, now);
        RoleStore.Add(tx, role);
        await snapshots.HasReachedAsync(tx.Commit(actor.Did(AuditKind.RoleCreated, role.Id.Value, AuditDetail.Of(("after", FieldsOf(role))))), CancellationToken.None);
        return RoleViews.Of(role);
    }

    public async Task<Outcome<RoleView>> UpdateAsync(Actor actor, string id, UpdateRoleRequest request, CancellationToken ct)
    {
        if (request.DisplayName is not null && GroupViews.InName("display_name", request.DisplayName) is { } name) return name;
        if (ServiceAccountFaults.InDescription(request.Description.Value) is { } description) return description;
        Problem? fault = null;
        var permissions = request.Permissions is null ? null : RoleViews.Read(request.Permissions, out fault);
        if (fault is not null) return fault;
        using var tx = await database.BeginAdminAsync(ct);
        var (role, problem) = Find(tx, actor, AuditKind.RoleUpdated, id);
        if (role is null) return problem!;
        if (permissions is not null && actor.Lacks(RoleViews.RightsOf(permissions)) is { } lacking) return Denial.OfGrant(tx, actor, AuditKind.RoleUpdated, id, lacking);

        var changed = role with { Name = request.DisplayName ?? role.Name, Description = request.Description.Or(role.Description), Permissions = permissions ?? role.Permissions };
        if (changed with { Permissions = role.Permissions } == role && changed.Permissions.SetEquals(role.Permissions)) return RoleViews.Of(role); // nothing changes: no event
        if (IsTaken(tx, actor, changed.Name, id)) return Taken(changed.Name);
        changed = changed with { UpdatedAt = clock.GetUtcNow() };
        RoleStore.Update(tx, changed);
        var change = tx.Commit(actor.Did(AuditKind.RoleUpdated, id, AuditDetail.Of(("before", FieldsOf(role)), ("after", FieldsOf(changed)))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return RoleViews.Of(changed);
    }

    /// <summary>Whoever had it loses it.</summary>
    public async Task<Outcome<DeletedView>> DeleteAsync(Actor actor, string id, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        var (role, problem) = Find(tx, actor, AuditKind.RoleDeleted, id);
        if (role is null) return problem!;
        RoleStore.Delete(tx, role.Id);
        await snapshots.HasReachedAsync(tx.Commit(actor.Did(AuditKind.RoleDeleted, id, AuditDetail.Of(("before", FieldsOf(role))))), CancellationToken.None);
        return new DeletedView(id, "rbac_role_deleted");
    }

    private static Outcome<Role> Find(AdminTransaction tx, Actor actor, AuditKind kind, string id)
    {
        if (!actor.May(Permission.RolesUpdate)) return Denial.Of(tx, actor, kind, id, Permission.RolesUpdate);
        if (RoleViews.BuiltIn.Any(role => role.Id == id)) return new Problem(ProblemKind.InvalidRequest, "a built-in role can't be changed: make a custom one");
        if (RoleStore.Find(tx, actor.Organization, id) is not { } role) return RoleViews.NotFound;
        return actor.Lacks(RoleViews.RightsOf(role.Permissions)) is { } lacking ? Denial.OfGrant(tx, actor, kind, id, lacking) : role;
    }

    private static bool IsTaken(AdminTransaction tx, Actor actor, string name, string exceptId) =>
        RoleViews.BuiltIn.Any(role => role.Id == name) || RoleStore.NameTaken(tx, actor.Organization, name, exceptId);

    private static Problem Taken(string name) => Problem.Conflict("display_name", $"'{name}' is the name of another role: choose a different one", "rbac_role_name_taken");

    private static object FieldsOf(Role role) => new { display_name = role.Name, description = role.Description, permissions = AdminKeyViews.NamesOf(role.Permissions) };
}
