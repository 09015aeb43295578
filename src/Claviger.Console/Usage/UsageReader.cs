using Claviger.Console.Http;
using Claviger.Control.Usage;
using Claviger.Control.Workspaces;
using Claviger.Core.Contracts;
using Claviger.Core.Usage;

namespace Claviger.Console.Usage;

/// <summary>Everything that Usage and Cost show.</summary>
internal sealed class UsageReader(BreakDownUsage usage, ForecastSpend forecast, ListWorkspaces workspaces)
{
    public UsageModel Read(ConsoleCall call, string room)
    {
        var (actor, isCost) = (call.Viewer.Actor, room == "/cost");
        var show = isCost ? "cost" : call.Query("show") == "requests" ? "requests" : "tokens";
        var asked = new UsageQuestion(
            call.Query("range"), call.Query("from"), call.Query("to"), call.Query("by"), call.Query("workspace"), call.Query("key")?.Trim(), call.Query("model"), call.Query("member")?.Trim(),
            show switch { "cost" => UsageMeasure.Cost, "requests" => UsageMeasure.Requests, _ => UsageMeasure.Tokens });
        var (data, fault) = usage.Run(actor, asked);
        var places = workspaces.Run(actor, ConsoleCall.Ask(("limit", "1000"), ("include_archived", "true"))).Value?.Data ?? [];
        var ahead = isCost && data is not null ? Forecast(call.Viewer, asked, data) : null;
        return new UsageModel(room, show, asked, data, fault, places, usage.Models(actor), ahead?.Row, ahead?.Of);
    }

    /// <summary>Of what the page is narrowed to, where that is one thing that has a forecast.</summary>
    private (SpendForecastRow Row, string Of)? Forecast(Viewer viewer, UsageQuestion asked, UsageBreakdown data)
    {
        if (asked.Model is not null || asked.Member is not null) return null;
        if (data.KeyId is { } key) return forecast.OfKey(viewer.Actor, key) is { } own ? (own, data.Filter.Key!) : null;
        var rows = forecast.Run(viewer.Actor, ConsoleCall.Ask(("scope_type[]", asked.Workspace is null ? "organization" : "workspace"))).Value?.Data ?? [];
        return rows.FirstOrDefault(row => row.Scope.WorkspaceId == asked.Workspace) is { } found ? (found, found.ScopeName ?? viewer.OrganizationName) : null;
    }
}
