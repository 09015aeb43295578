using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Limits;

internal static class SpendLimitEndpoints
{
    public static void MapSpendLimits(this RouteGroupBuilder organizations)
    {
        var limits = organizations.MapGroup("/spend_limits");
        limits.MapGet("", (HttpContext http, ListSpendLimits use) => AdminCall.RunAsync<CursorPage<SpendLimitView>>(http, use.Run))
            .Declares(Permission.LimitsRead);
        limits.MapPost("", (HttpContext http, SetSpendLimit use) => AdminCall.RunAsync<SetSpendLimitRequest, SpendLimitView>(http, use.RunAsync))
            .Declares(Permission.LimitsUpdate, AuditKind.OrganizationSpendLimitCreated);
        limits.MapGet("/usage", (HttpContext http, ReportSpendLimits use) => AdminCall.RunAsync<CursorPage<SpendLimitUseView>>(http, use.Usage))
            .Declares(Permission.LimitsRead);
        limits.MapGet("/explain", (HttpContext http, ReportSpendLimits use) => AdminCall.RunAsync<SpendExplanationView>(http, use.Explain))
            .Declares(Permission.LimitsRead);
        limits.MapGet("/effective", (HttpContext http, ReportEffectiveLimits use) => AdminCall.RunAsync<CursorPage<SpendSummaryView>>(http, use.Run))
            .Declares(Permission.LimitsRead);
        limits.MapGet("/{id}", (HttpContext http, string id, ListSpendLimits use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.Get(actor, id))))
            .Declares(Permission.LimitsRead);
        limits.MapDelete("/{id}", (HttpContext http, string id, DeleteSpendLimit use) => AdminCall.RunAsync(http, (actor, ct) => use.RunAsync(actor, id, ct)))
            .Declares(Permission.LimitsUpdate, AuditKind.OrganizationSpendLimitDeleted);
        limits.MapGet("/{id}/grants", (HttpContext http, string id, ListSpendLimits use) =>
                AdminCall.RunAsync<CursorPage<SpendGrantView>>(http, (actor, query) => use.Grants(actor, id, query)))
            .Declares(Permission.LimitsRead);
        limits.MapPost("/{id}/grants", (HttpContext http, string id, GrantSpend use) =>
                AdminCall.RunAsync<GrantSpendRequest, SpendGrantView>(http, (actor, body, ct) => use.RunAsync(actor, id, body, ct)))
            .Declares(Permission.LimitsUpdate, AuditKind.SpendGrantCreated);
        limits.MapDelete("/{id}/grants/{grantId}", (HttpContext http, string id, string grantId, EndGrant use) =>
                AdminCall.RunAsync(http, (actor, ct) => use.RunAsync(actor, id, grantId, ct)))
            .Declares(Permission.LimitsUpdate, AuditKind.SpendGrantEnded);
    }
}
