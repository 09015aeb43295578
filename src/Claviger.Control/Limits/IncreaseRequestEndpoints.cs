using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Limits;

internal static class IncreaseRequestEndpoints
{
    public static void MapIncreaseRequests(this RouteGroupBuilder organizations)
    {
        var requests = organizations.MapGroup("/spend_limit_increase_requests");
        requests.MapGet("", (HttpContext http, ListIncreaseRequests use) => AdminCall.RunAsync<CursorPage<IncreaseRequestView>>(http, use.Run))
            .Declares(Permission.LimitsRead, or: Permission.LimitsRequest);
        requests.MapPost("", (HttpContext http, AskForIncrease use) => AdminCall.RunAsync<AskForIncreaseRequest, IncreaseRequestView>(http, use.RunAsync))
            .Declares(Permission.LimitsRequest, AuditKind.IncreaseRequested);
        requests.MapGet("/{id}", (HttpContext http, string id, ListIncreaseRequests use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.Get(actor, id))))
            .Declares(Permission.LimitsRead, or: Permission.LimitsRequest);
        requests.MapPost("/{id}/approve", (HttpContext http, string id, DecideIncrease use) =>
                AdminCall.RunAsync<ApproveIncreaseRequest, IncreaseRequestView>(http, (actor, body, ct) => use.ApproveAsync(actor, id, body, ct)))
            .Declares(Permission.LimitsUpdate, AuditKind.IncreaseApproved);
        requests.MapPost("/{id}/deny", (HttpContext http, string id, DecideIncrease use) =>
                AdminCall.RunAsync<DenyIncreaseRequest, IncreaseRequestView>(http, (actor, _, ct) => use.DenyAsync(actor, id, ct), bodyMayBeEmpty: true))
            .Declares(Permission.LimitsUpdate, AuditKind.IncreaseDenied);
    }
}
