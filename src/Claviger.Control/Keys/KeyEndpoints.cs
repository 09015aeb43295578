using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Keys;

internal static class KeyEndpoints
{
    public static void MapKeys(this RouteGroupBuilder organizations)
    {
        var keys = organizations.MapGroup("/api_keys");
        keys.MapGet("", (HttpContext http, ListKeys use) => AdminCall.RunAsync<Page<ApiKeyView>>(http, use.Run))
            .Declares(Permission.KeysRead);
        keys.MapPost("", (HttpContext http, CreateKey use) => AdminCall.RunAsync<CreateApiKeyRequest, CreatedApiKeyView>(http, use.RunAsync))
            .Declares(Permission.KeysCreate, AuditKind.KeyCreated);
        keys.MapGet("/{id}", (HttpContext http, string id, ListKeys use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.Get(actor, id))))
            .Declares(Permission.KeysRead);
        keys.MapPost("/{id}", (HttpContext http, string id, UpdateKey use) =>
                AdminCall.RunAsync<UpdateApiKeyRequest, ApiKeyView>(http, (actor, body, ct) => use.RunAsync(actor, id, body, ct)))
            .Declares(Permission.KeysUpdate, AuditKind.KeyUpdated);
        keys.MapPost("/{id}/rotate", (HttpContext http, string id, RotateKey use) =>
                AdminCall.RunAsync<RotateApiKeyRequest, RotatedApiKeyView>(http, (actor, body, ct) => use.RunAsync(actor, id, body, ct), bodyMayBeEmpty: true))
            .Declares(Permission.KeysRotate, AuditKind.KeyRotated);
        keys.MapGet("/{id}/secrets", (HttpContext http, string id, ListKeySecrets use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.Run(actor, id))))
            .Declares(Permission.KeysRead);
        keys.MapPost("/{id}/secrets/{secret}/end", (HttpContext http, string id, string secret, EndKeySecret use) =>
                AdminCall.RunAsync<EndApiKeySecretRequest, ApiKeySecretView>(http, (actor, body, ct) => use.RunAsync(actor, id, secret, body, ct), bodyMayBeEmpty: true))
            .Declares(Permission.KeysRotate, AuditKind.KeySecretEnded);
    }
}
