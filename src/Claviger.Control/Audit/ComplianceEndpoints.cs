using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Audit;

internal static class ComplianceEndpoints
{
    public static void MapCompliance(this RouteGroupBuilder compliance) =>
        compliance.MapGet("/activities", (HttpContext http, ListActivities use) =>
                AdminCall.RunAsync<ActivityPage>(http, (actor, query, ct) => use.RunAsync(actor, query, http.Request.Path + http.Request.QueryString.Value, ct)))
            .Declares(Permission.AuditExport, AuditKind.ComplianceFeedRead)
            .IsRationed()
            .Documents("listActivities", "Anthropic's compliance feed over the audit log. Each call is an entry itself.",
                [
                    Parameter.Number("limit", 100, 1, 5_000), Parameter.Text("after_id", "The page after this id: older activities."),
                    Parameter.Text("before_id", "The page before this id. Not with after_id."), Parameter.List("activity_types"), Parameter.List("exclude_activity_types"),
                    Parameter.List("actor_ids"), Parameter.List("organization_ids"), .. TimeBounds.Parameters,
                ]);
}
