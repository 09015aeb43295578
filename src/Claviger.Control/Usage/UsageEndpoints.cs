using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Usage;

internal static class UsageEndpoints
{
    public static void MapUsage(this RouteGroupBuilder organizations)
    {
        organizations.MapGet("/usage_report/messages", (HttpContext http, ReportUsage use) => AdminCall.RunAsync<UsageReport>(http, use.Run))
            .Declares(Permission.UsageRead)
            .Documents("getMessagesUsageReport", "Tokens and cost by interval.",
                [
                    .. ReportRange.Parameters, Parameter.List("group_by", "owner_id is Claviger's.", UsageNames.Dimensions.Keys), Parameter.List("api_key_ids"),
                    Parameter.List("workspace_ids"), Parameter.List("models"), Parameter.List("owner_ids", "Claviger's: members and service accounts that owned the key."), Parameter.List("service_tiers", "At most one.", UsageNames.Tiers.Keys) with { Most = 1 },
                ]);
        organizations.MapGet("/usage_report/claude_code", (HttpContext http, ReportClaudeCode use) => AdminCall.RunAsync<MorePage<ClaudeCodeView>>(http, use.Run))
            .Declares(Permission.UsageRead)
            .Documents("getClaudeCodeUsageReport", "Who used Claude Code on a day, as far as a gateway sees it.", ReportClaudeCode.Parameters);
        organizations.MapGet("/cost_report", (HttpContext http, ReportCost use) => AdminCall.RunAsync<CostReport>(http, use.Run))
            .Declares(Permission.UsageRead)
            .Documents("getCostReport", "Money by day.",
                [
                    .. ReportRange.DayParameters, Parameter.List("group_by", "api_key_id and owner_id are Claviger's.", ReportCost.Groupings),
                    Parameter.List("owner_ids", "Claviger's: members and service accounts that owned the key."),
                    Parameter.Flag("include_quantities", "Claviger's: rows by description say of how many tokens or searches."),
                ]);
        organizations.MapGet("/spend_forecast", (HttpContext http, ForecastSpend use) => AdminCall.RunAsync<SpendForecastView>(http, use.Run))
            .Declares(Permission.UsageRead)
            .DocumentsOurs("getSpendForecast", "What this month will have cost at its end.", Parameter.List("scope_type", "Default: organization and workspace.", LimitNames.ScopeTypes.Keys));
    }
}
