using Claviger.Control.Http;
using Claviger.Control.Keys;
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
            .Declares(Permission.AdminKeysRead, or: Permission.PersonalKeysCreate)
            .DocumentsOurs("listAdminKeys", "Admin keys.", [.. Paging.Parameters, Parameter.OneOf("status", KeyViews.Statuses.Keys)]);
        keys.MapPost("", (HttpContext http, CreateAdminKey use) => AdminCall.RunAsync<CreateAdminKeyRequest, CreatedAdminKeyView>(http, use.RunAsync))
            .Declares(Permission.AdminKeysCreate, AuditKind.AdminKeyCreated, or: Permission.PersonalKeysCreate)
            .DocumentsOurs("createAdminKey", "Makes an admin key; only this answer shows its secret.");
        keys.MapGet("/{id}", (HttpContext http, string id, ListAdminKeys use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor, id))))
            .Declares(Permission.AdminKeysRead, or: Permission.PersonalKeysCreate)
            .DocumentsOurs("getAdminKey", "One admin key.");
        keys.MapPost("/{id}", (HttpContext http, string id, UpdateAdminKey use) =>
                AdminCall.RunAsync<UpdateAdminKeyRequest, AdminKeyView>(http, (actor, body, ct) => use.RunAsync(actor, id, body, ct)))
            .Declares(Permission.AdminKeysUpdate, AuditKind.AdminKeyUpdated, or: Permission.PersonalKeysCreate)
            .DocumentsOurs("updateAdminKey", "Renames, disables, enables or revokes an admin key.");
    }
}
