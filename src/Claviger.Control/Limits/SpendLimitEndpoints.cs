using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
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
            .Declares(Permission.LimitsRead)
            .Documents("listSpendLimits", "Spend limits, newest first.", SpendLimitFilter.Parameters);
        limits.MapPost("", (HttpContext http, SetSpendLimit use) => AdminCall.RunAsync<SetSpendLimitRequest, SpendLimitView>(http, use.RunAsync))
            .Declares(Permission.LimitsUpdate, AuditKind.OrganizationSpendLimitCreated)
            .Documents("createSpendLimit", "Makes the spend limit of a scope and period, or changes it.");
        limits.MapGet("/usage", (HttpContext http, ReportSpendLimits use) => AdminCall.RunAsync<CursorPage<SpendLimitUseView>>(http, use.Usage))
            .Declares(Permission.LimitsRead)
            .DocumentsOurs("listSpendLimitUsage", "How spend limits stand now.", SpendLimitFilter.Parameters);
        limits.MapGet("/explain", (HttpContext http, ReportSpendLimits use) => AdminCall.RunAsync<SpendExplanationView>(http, use.Explain))
            .Declares(Permission.LimitsRead)
            .DocumentsOurs("explainSpendLimits", "Every limit that covers a key, and which one refuses first.",
                Parameter.Text("api_key_id", "The key whose limits to explain.").Needed());
        limits.MapGet("/effective", (HttpContext http, ReportEffectiveLimits use) => AdminCall.RunAsync<CursorPage<SpendSummaryView>>(http, use.Run))
            .Declares(Permission.LimitsRead)
            .Documents("listEffectiveSpendLimits", "Limits of members and what they have spent, one row for member and period.",
                [.. CursorPaging.Parameters, Parameter.List("user_ids"), Parameter.List("period", values: LimitNames.Periods.Keys)]);
        limits.MapGet("/{id}", (HttpContext http, string id, ListSpendLimits use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.Get(actor, id))))
            .Declares(Permission.LimitsRead)
            .Documents("getSpendLimit", "One spend limit.");
        limits.MapDelete("/{id}", (HttpContext http, string id, DeleteSpendLimit use) => AdminCall.RunAsync(http, (actor, ct) => use.RunAsync(actor, id, ct)))
            .Declares(Permission.LimitsUpdate, AuditKind.OrganizationSpendLimitDeleted)
            .Documents("deleteSpendLimit", "Deletes a spend limit.");
        limits.MapGet("/{id}/grants", (HttpContext http, string id, ListSpendLimits use) =>
                AdminCall.RunAsync<CursorPage<SpendGrantView>>(http, (actor, query) => use.Grants(actor, id, query)))
            .Declares(Permission.LimitsRead)
            .DocumentsOurs("listSpendGrants", "Grants on top of a spend limit.", CursorPaging.Parameters);
        limits.MapPost("/{id}/grants", (HttpContext http, string id, GrantSpend use) =>
                AdminCall.RunAsync<GrantSpendRequest, SpendGrantView>(http, (actor, body, ct) => use.RunAsync(actor, id, body, ct)))
            .Declares(Permission.LimitsUpdate, AuditKind.SpendGrantCreated)
            .DocumentsOurs("createSpendGrant", "Gives money on top of a spend limit until an end.");
        limits.MapDelete("/{id}/grants/{grantId}", (HttpContext http, string id, string grantId, EndGrant use) =>
                AdminCall.RunAsync(http, (actor, ct) => use.RunAsync(actor, id, grantId, ct)))
            .Declares(Permission.LimitsUpdate, AuditKind.SpendGrantEnded)
            .DocumentsOurs("endSpendGrant", "Ends a grant now.");
    }
}
