using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.AdminKeys;

internal static class AdminKeyEndpoints
{
    public static void MapAdminKeys(this RouteGroupBuilder organizations)
    {
        var keys = organizations.MapGroup("/admin_keys");
        keys.MapGet("", (HttpContext http, ListAdminKeys use) => AdminCall.RunAsync<Page<AdminKeyView>>(http, use.Run))
            .Declares(Permission.AdminKeysRead, or: Permission.PersonalKeysCreate);
        keys.MapPost("", (HttpContext http, CreateAdminKey use) => AdminCall.RunAsync<CreateAdminKeyRequest, CreatedAdminKeyView>(http, use.RunAsync))
            .Declares(Permission.AdminKeysCreate, AuditKind.AdminKeyCreated, or: Permission.PersonalKeysCreate);
        keys.MapGet("/{id}", (HttpContext http, string id, ListAdminKeys use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor, id))))
            .Declares(Permission.AdminKeysRead, or: Permission.PersonalKeysCreate);
        keys.MapPost("/{id}", (HttpContext http, string id, UpdateAdminKey use) =>
                AdminCall.RunAsync<UpdateAdminKeyRequest, AdminKeyView>(http, (actor, body, ct) => use.RunAsync(actor, id, body, ct)))
            .Declares(Permission.AdminKeysUpdate, AuditKind.AdminKeyUpdated, or: Permission.PersonalKeysCreate);
    }
}
