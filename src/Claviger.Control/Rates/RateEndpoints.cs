using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
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
            .Declares(Permission.RatesRead);
        limits.MapGet("/tier", (HttpContext http, SetOrganizationTier use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor))))
            .Declares(Permission.RatesRead);
        limits.MapPost("/tier", (HttpContext http, SetOrganizationTier use) => AdminCall.RunAsync<SetOrganizationTierRequest, OrganizationTierView>(http, use.RunAsync))
            .Declares(Permission.RatesUpdate, AuditKind.OrganizationTierChanged);

        var ofWorkspace = organizations.MapGroup("/workspaces/{id}/rate_limits");
        ofWorkspace.MapGet("", (HttpContext http, string id, ListRateLimits use) =>
                AdminCall.RunAsync<CursorPage<WorkspaceRateLimitView>>(http, (actor, query) => use.RunOf(actor, id, query)))
            .Declares(Permission.RatesRead);
        ofWorkspace.MapPost("/{rateLimitId}", (HttpContext http, string id, string rateLimitId, UpdateWorkspaceRateLimit use) =>
                AdminCall.RunAsync<UpdateWorkspaceRateLimitRequest, WorkspaceRateLimitView>(http, (actor, body, ct) => use.RunAsync(actor, id, rateLimitId, body, ct)))
            .Declares(Permission.RatesUpdate, AuditKind.WorkspaceRateLimitUpdated);

        var tiers = organizations.MapGroup("/tiers");
        tiers.MapGet("", (HttpContext http, ListTiers use) => AdminCall.RunAsync<CursorPage<TierView>>(http, use.Run))
            .Declares(Permission.RatesRead);
        tiers.MapPost("", (HttpContext http, CreateTier use) => AdminCall.RunAsync<CreateTierRequest, TierView>(http, use.RunAsync))
            .Declares(Permission.RatesUpdate, AuditKind.TierCreated);
        tiers.MapGet("/{name}", (HttpContext http, string name, ListTiers use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor, name))))
            .Declares(Permission.RatesRead);
        tiers.MapPost("/{name}", (HttpContext http, string name, UpdateTier use) =>
                AdminCall.RunAsync<UpdateTierRequest, TierView>(http, (actor, body, ct) => use.RunAsync(actor, name, body, ct)))
            .Declares(Permission.RatesUpdate, AuditKind.TierUpdated);
        tiers.MapDelete("/{name}", (HttpContext http, string name, DeleteTier use) => AdminCall.RunAsync(http, (actor, ct) => use.RunAsync(actor, name, ct)))
            .Declares(Permission.RatesUpdate, AuditKind.TierDeleted);
    }
}
