using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Rotation;

internal static class RotationEndpoints
{
    public static void MapRotation(this RouteGroupBuilder organizations)
    {
        organizations.MapGet("/rotations", (HttpContext http, ListRotations use) => AdminCall.RunAsync<CursorPage<RotationView>>(http, use.Run))
            .Declares(Permission.KeysRead)
            .DocumentsOurs("listRotations", "Living keys by the day their secrets are due, the most overdue first.",
                [.. CursorPaging.WholeParameters, Parameter.Text("workspace_id"), Parameter.OneOf("status", RotationViews.Statuses.Keys)]);
        organizations.MapPost("/api_keys/{id}/deliver", (HttpContext http, string id, DeliverSecret use) =>
                AdminCall.RunAsync<DeliverApiKeyRequest, SecretDeliveryView>(http, (actor, body, ct) => use.RunAsync(actor, id, body, ct)))
            .Declares(Permission.KeysRotate, AuditKind.KeyDeliveryStarted)
            .DocumentsOurs("deliverApiKeySecret", "Gives an API key a new secret and brings it to the key's sink; no answer shows it.");

        var policies = organizations.MapGroup("/rotation_policies");
        policies.MapGet("", (HttpContext http, ListRotationPolicies use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Run(actor))))
            .Declares(Permission.KeysRead)
            .DocumentsOurs("listRotationPolicies", "What the organization, workspaces and keys say about rotation.");
        policies.MapPost("/{scopeId}", (HttpContext http, string scopeId, SetRotationPolicy use) =>
                AdminCall.RunAsync<SetRotationPolicyRequest, RotationPolicyView>(http, (actor, body, ct) => use.RunAsync(actor, scopeId, body, ct)))
            .Declares(Permission.RotationUpdate, AuditKind.RotationPolicyUpdated)
            .DocumentsOurs("setRotationPolicy", "Sets what a key, a workspace or the organization (scope id organization) says about rotation.");

        var sinks = organizations.MapGroup("/secret_sinks");
        sinks.MapGet("", (HttpContext http, ListSecretSinks use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Run(actor))))
            .Declares(Permission.SecretSinksRead)
            .DocumentsOurs("listSecretSinks", "Places that new secrets are brought to.");
        sinks.MapPost("/{name}", (HttpContext http, string name, PutSecretSink use) =>
                AdminCall.RunAsync<PutSecretSinkRequest, SecretSinkView>(http, (actor, body, ct) => use.RunAsync(actor, name, body, ct)))
            .Declares(Permission.SecretSinksUpdate, AuditKind.SecretSinkUpdated)
            .DocumentsOurs("putSecretSink", "Makes a place that new secrets are brought to, or takes the place of one.");
        sinks.MapDelete("/{name}", (HttpContext http, string name, DeleteSecretSink use) => AdminCall.RunAsync(http, (actor, ct) => use.RunAsync(actor, name, ct)))
            .Declares(Permission.SecretSinksUpdate, AuditKind.SecretSinkDeleted)
            .DocumentsOurs("deleteSecretSink", "Deletes a place that no rotation policy names.");
    }
}
