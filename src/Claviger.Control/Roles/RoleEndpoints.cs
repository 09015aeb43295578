using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Roles;

internal static class RoleEndpoints
{
    public static void MapRoles(this RouteGroupBuilder organizations)
    {
        var roles = organizations.MapGroup("/rbac_roles");
        roles.MapGet("", (HttpContext http, ListRoles use) => AdminCall.RunAsync<MorePage<RoleView>>(http, use.Run)).Declares(Permission.RolesRead)
            .Documents("listRoles", "Roles, built-in and custom.", CursorPaging.Parameters);
        roles.MapPost("", (HttpContext http, EditRole use) => AdminCall.RunAsync<CreateRoleRequest, RoleView>(http, use.CreateAsync)).Declares(Permission.RolesUpdate, AuditKind.RoleCreated)
            .DocumentsOurs("createRole", "Makes a custom role.");
        roles.MapGet("/{id}", (HttpContext http, string id, ListRoles use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor, id)))).Declares(Permission.RolesRead)
            .Documents("getRole", "One role.");
        roles.MapGet("/{id}/permissions", (HttpContext http, string id, ListRoles use) =>
                AdminCall.RunAsync<MorePage<RolePermissionView>>(http, (actor, query) => use.Permissions(actor, id, query)))
            .Declares(Permission.RolesRead)
            .Documents("listRolePermissions", "Permissions of a role.", CursorPaging.WholeParameters);
        roles.MapPost("/{id}", (HttpContext http, string id, EditRole use) =>
                AdminCall.RunAsync<UpdateRoleRequest, RoleView>(http, (actor, body, ct) => use.UpdateAsync(actor, id, body, ct)))
            .Declares(Permission.RolesUpdate, AuditKind.RoleUpdated)
            .DocumentsOurs("updateRole", "Changes a custom role.");
        roles.MapDelete("/{id}", (HttpContext http, string id, EditRole use) => AdminCall.RunAsync(http, (actor, ct) => use.DeleteAsync(actor, id, ct)))
            .Declares(Permission.RolesUpdate, AuditKind.RoleDeleted)
            .DocumentsOurs("deleteRole", "Deletes a custom role that nobody has.");

        var assignments = organizations.MapGroup("/rbac_role_assignments");
        assignments.MapGet("", (HttpContext http, AssignRole use) => AdminCall.RunAsync<CursorPage<RoleAssignmentView>>(http, use.List)).Declares(Permission.RoleAssignmentsRead)
            .DocumentsOurs("listRoleAssignments", "Who has which role, and where.",
                [.. CursorPaging.Parameters, Parameter.Text("role_id"), Parameter.Text("principal_id"), Parameter.Text("workspace_id")]);
        assignments.MapPost("", (HttpContext http, AssignRole use) => AdminCall.RunAsync<AssignRoleRequest, RoleAssignmentView>(http, use.RunAsync))
            .Declares(Permission.RoleAssignmentsUpdate, AuditKind.RoleAssigned)
            .DocumentsOurs("createRoleAssignment", "Gives somebody a role.");
        assignments.MapDelete("/{id}", (HttpContext http, string id, AssignRole use) => AdminCall.RunAsync(http, (actor, ct) => use.RemoveAsync(actor, id, ct)))
            .Declares(Permission.RoleAssignmentsUpdate, AuditKind.RoleUnassigned)
            .DocumentsOurs("deleteRoleAssignment", "Takes a role away.");
    }
}
