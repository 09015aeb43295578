using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
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
            .Declares(Permission.LimitsRead, or: Permission.LimitsRequest)
            .Documents("listSpendLimitIncreaseRequests", "Requests for higher spend limits, newest first: one's own, and those about limits that the caller sees.",
                [.. CursorPaging.Parameters, Parameter.List("status", values: LimitNames.IncreaseStatuses.Keys), Parameter.List("actor_ids", "Members who asked.")]);
        requests.MapPost("", (HttpContext http, AskForIncrease use) => AdminCall.RunAsync<AskForIncreaseRequest, IncreaseRequestView>(http, use.RunAsync))
            .Declares(Permission.LimitsRequest, AuditKind.IncreaseRequested)
            .DocumentsOurs("createSpendLimitIncreaseRequest", "A member asks for a higher spend limit.");
        requests.MapGet("/{id}", (HttpContext http, string id, ListIncreaseRequests use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.Get(actor, id))))
            .Declares(Permission.LimitsRead, or: Permission.LimitsRequest)
            .Documents("getSpendLimitIncreaseRequest", "One request for a higher spend limit.");
        requests.MapPost("/{id}/approve", (HttpContext http, string id, DecideIncrease use) =>
                AdminCall.RunAsync<ApproveIncreaseRequest, IncreaseRequestView>(http, (actor, body, ct) => use.ApproveAsync(actor, id, body, ct)))
            .Declares(Permission.LimitsUpdate, AuditKind.IncreaseApproved)
            .Documents("approveSpendLimitIncreaseRequest", "Raises the limit, for good or until the period ends.");
        requests.MapPost("/{id}/deny", (HttpContext http, string id, DecideIncrease use) =>
                AdminCall.RunAsync<DenyIncreaseRequest, IncreaseRequestView>(http, (actor, _, ct) => use.DenyAsync(actor, id, ct)))
            .Declares(Permission.LimitsUpdate, AuditKind.IncreaseDenied)
            .Documents("denySpendLimitIncreaseRequest", "Turns the request down; saying so again changes nothing.");
    }
}
