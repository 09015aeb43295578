using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Rates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Rates;

internal static class RateEndpoints
{
    public static void MapRates(this RouteGroupBuilder organizations)
    {
        var limits = organizations.MapGroup("/rate_limits");
        limits.MapGet("", (HttpContext http, ListRateLimits use) => AdminCall.RunAsync<CursorPage<RateLimitView>>(http, use.Run))
            .Declares(Permission.RatesRead)
            .Documents("listRateLimits", "What the organization as a whole is held to.",
                [
                    .. CursorPaging.WholeParameters, Parameter.OneOf("group_type", RateGroupTypeNames.All.Keys),
                    Parameter.Text("model", "Only the group of this model, by id or alias; 404 if there is none."),
                ]);
        limits.MapGet("/tier", (HttpContext http, SetOrganizationTier use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor))))
            .Declares(Permission.RatesRead)
            .DocumentsOurs("getOrganizationTier", "The organization's tier of rate limits.");
        limits.MapPost("/tier", (HttpContext http, SetOrganizationTier use) => AdminCall.RunAsync<SetOrganizationTierRequest, OrganizationTierView>(http, use.RunAsync))
            .Declares(Permission.RatesUpdate, AuditKind.OrganizationTierChanged)
            .DocumentsOurs("updateOrganizationTier", "Sets the organization's tier of rate limits.");

        var ofWorkspace = organizations.MapGroup("/workspaces/{id}/rate_limits");
        ofWorkspace.MapGet("", (HttpContext http, string id, ListRateLimits use) =>
                AdminCall.RunAsync<CursorPage<WorkspaceRateLimitView>>(http, (actor, query) => use.RunOf(actor, id, query)))
            .Declares(Permission.RatesRead)
            .Documents("listWorkspaceRateLimits", "What a workspace is held to.",
                [.. CursorPaging.WholeParameters, Parameter.OneOf("group_type", RateGroupTypeNames.All.Keys), Parameter.Flag("include_inherited")]);
        ofWorkspace.MapPost("/{rateLimitId}", (HttpContext http, string id, string rateLimitId, UpdateWorkspaceRateLimit use) =>
                AdminCall.RunAsync<UpdateWorkspaceRateLimitRequest, WorkspaceRateLimitView>(http, (actor, body, ct) => use.RunAsync(actor, id, rateLimitId, body, ct)))
            .Declares(Permission.RatesUpdate, AuditKind.WorkspaceRateLimitUpdated)
            .Documents("updateWorkspaceRateLimit", "Sets or clears a workspace's own figures for one group of models.");

        var tiers = organizations.MapGroup("/tiers");
        tiers.MapGet("", (HttpContext http, ListTiers use) => AdminCall.RunAsync<CursorPage<TierView>>(http, use.Run))
            .Declares(Permission.RatesRead)
            .DocumentsOurs("listTiers", "Tiers of rate limits.", CursorPaging.WholeParameters);
        tiers.MapPost("", (HttpContext http, CreateTier use) => AdminCall.RunAsync<CreateTierRequest, TierView>(http, use.RunAsync))
            .Declares(Permission.RatesUpdate, AuditKind.TierCreated)
            .DocumentsOurs("createTier", "Makes a tier.");
        tiers.MapGet("/{name}", (HttpContext http, string name, ListTiers use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor, name))))
            .Declares(Permission.RatesRead)
            .DocumentsOurs("getTier", "One tier.");
        tiers.MapPost("/{name}", (HttpContext http, string name, UpdateTier use) =>
                AdminCall.RunAsync<UpdateTierRequest, TierView>(http, (actor, body, ct) => use.RunAsync(actor, name, body, ct)))
            .Declares(Permission.RatesUpdate, AuditKind.TierUpdated)
            .DocumentsOurs("updateTier", "Changes a tier.");
        tiers.MapDelete("/{name}", (HttpContext http, string name, DeleteTier use) => AdminCall.RunAsync(http, (actor, ct) => use.RunAsync(actor, name, ct)))
            .Declares(Permission.RatesUpdate, AuditKind.TierDeleted)
            .DocumentsOurs("deleteTier", "Deletes a tier that nothing has.");
    }
}
