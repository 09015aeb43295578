using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Usage;

internal static class UsageEndpoints
{
    public static void MapUsage(this RouteGroupBuilder organizations)
    {
        organizations.MapGet("/usage_report/messages", (HttpContext http, ReportUsage use) => AdminCall.RunAsync<UsageReport>(http, use.Run))
            .Declares(Permission.UsageRead);
        organizations.MapGet("/usage_report/claude_code", (HttpContext http, ReportClaudeCode use) => AdminCall.RunAsync<MorePage<ClaudeCodeView>>(http, use.Run))
            .Declares(Permission.UsageRead);
        organizations.MapGet("/cost_report", (HttpContext http, ReportCost use) => AdminCall.RunAsync<CostReport>(http, use.Run))
            .Declares(Permission.UsageRead);
    }
}
