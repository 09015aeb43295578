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
            .Declares(Permission.AuditExport, AuditKind.ComplianceFeedRead);
}
