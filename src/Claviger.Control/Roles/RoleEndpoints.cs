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
        roles.MapGet("", (HttpContext http, ListRoles use) => AdminCall.RunAsync<MorePage<RoleView>>(http, use.Run)).Declares(Permission.RolesRead);
        roles.MapPost("", (HttpContext http, EditRole use) => AdminCall.RunAsync<CreateRoleRequest, RoleView>(http, use.CreateAsync)).Declares(Permission.RolesUpdate, AuditKind.RoleCreated);
        roles.MapGet("/{id}", (HttpContext http, string id, ListRoles use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor, id)))).Declares(Permission.RolesRead);
        roles.MapGet("/{id}/permissions", (HttpContext http, string id, ListRoles use) =>
                AdminCall.RunAsync<MorePage<RolePermissionView>>(http, (actor, query) => use.Permissions(actor, id, query)))
            .Declares(Permission.RolesRead);
        roles.MapPost("/{id}", (HttpContext http, string id, EditRole use) =>
                AdminCall.RunAsync<UpdateRoleRequest, RoleView>(http, (actor, body, ct) => use.UpdateAsync(actor, id, body, ct)))
            .Declares(Permission.RolesUpdate, AuditKind.RoleUpdated);
        roles.MapDelete("/{id}", (HttpContext http, string id, EditRole use) => AdminCall.RunAsync(http, (actor, ct) => use.DeleteAsync(actor, id, ct)))
            .Declares(Permission.RolesUpdate, AuditKind.RoleDeleted);

        var assignments = organizations.MapGroup("/rbac_role_assignments");
        assignments.MapGet("", (HttpContext http, AssignRole use) => AdminCall.RunAsync<CursorPage<RoleAssignmentView>>(http, use.List)).Declares(Permission.RoleAssignmentsRead);
        assignments.MapPost("", (HttpContext http, AssignRole use) => AdminCall.RunAsync<AssignRoleRequest, RoleAssignmentView>(http, use.RunAsync))
            .Declares(Permission.RoleAssignmentsUpdate, AuditKind.RoleAssigned);
        assignments.MapDelete("/{id}", (HttpContext http, string id, AssignRole use) => AdminCall.RunAsync(http, (actor, ct) => use.RemoveAsync(actor, id, ct)))
            .Declares(Permission.RoleAssignmentsUpdate, AuditKind.RoleUnassigned);
    }
}
