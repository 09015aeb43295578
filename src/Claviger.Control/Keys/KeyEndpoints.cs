using Claviger.Control.Http;
using Claviger.Control.Sightings;
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
            .Declares(Permission.KeysRead)
            .Documents("listApiKeys", "API keys, newest first.",
                [.. Paging.Parameters, Parameter.OneOf("status", KeyViews.Statuses.Keys), Parameter.Text("workspace_id"), Parameter.Text("created_by_user_id")]);
        keys.MapPost("", (HttpContext http, CreateKey use) => AdminCall.RunAsync<CreateApiKeyRequest, CreatedApiKeyView>(http, use.RunAsync))
            .Declares(Permission.KeysCreate, AuditKind.KeyCreated)
            .DocumentsOurs("createApiKey", "Makes an API key; only this answer shows its secret.");
        keys.MapGet("/{id}", (HttpContext http, string id, ListKeys use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.Get(actor, id))))
            .Declares(Permission.KeysRead)
            .Documents("getApiKey", "One API key.");
        keys.MapPost("/{id}", (HttpContext http, string id, UpdateKey use) =>
                AdminCall.RunAsync<UpdateApiKeyRequest, ApiKeyView>(http, (actor, body, ct) => use.RunAsync(actor, id, body, ct)))
            .Declares(Permission.KeysUpdate, AuditKind.KeyUpdated)
            .Documents("updateApiKey", "Changes an API key: its name and rules, or its status.");
        keys.MapPost("/{id}/rotate", (HttpContext http, string id, RotateKey use) =>
                AdminCall.RunAsync<RotateApiKeyRequest, RotatedApiKeyView>(http, (actor, body, ct) => use.RunAsync(actor, id, body, ct)))
            .Declares(Permission.KeysRotate, AuditKind.KeyRotated)
            .DocumentsOurs("rotateApiKey", "Gives an API key a second secret; the old one goes on for a while.");
        keys.MapGet("/{id}/secrets", (HttpContext http, string id, ListKeySecrets use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.Run(actor, id))))
            .Declares(Permission.KeysRead)
            .DocumentsOurs("listApiKeySecrets", "Secrets of an API key, newest first.");
        keys.MapGet("/{id}/sightings", (HttpContext http, string id, ListKeySightings use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.Run(actor, id))))
            .Declares(Permission.KeysRead)
            .DocumentsOurs("listApiKeySightings", "From where and by which programs an API key is used, latest first.");
        keys.MapPost("/{id}/secrets/{secret}/end", (HttpContext http, string id, string secret, EndKeySecret use) =>
                AdminCall.RunAsync<EndApiKeySecretRequest, ApiKeySecretView>(http, (actor, body, ct) => use.RunAsync(actor, id, secret, body, ct)))
            .Declares(Permission.KeysRotate, AuditKind.KeySecretEnded)
            .DocumentsOurs("endApiKeySecret", "Ends one secret of an API key now.");
    }
}
