using Claviger.Console.Http;
using Claviger.Console.Parts;
using Claviger.Control.Access;
using Claviger.Control.Alerts;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Alerts;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Alerts;

/// <summary>What was found, and the messages about it.</summary>
internal static class AlertPages
{
    public static void MapAlerts(this IEndpointRouteBuilder console)
    {
        console.MapGet("/alerts", List).Needs(Permission.AlertsRead);
        console.MapGet("/alerts/{id}", (HttpContext http, string id, ListAlerts alerts, ListAlertSettings settings, NameThings names) => Show(ConsoleCall.Of(http), id, alerts, settings, names)).Needs(Permission.AlertsRead);
        console.MapPost("/alerts/{id}/acknowledge", async (HttpContext http, string id, AcknowledgeAlert use, ListAlerts alerts, ListAlertSettings settings, NameThings names) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, id, call.Aborted);
            if (problem is not null) return Show(call, id, alerts, settings, names, problem);
            return ConsoleCall.Go(call.Field("from") != "list" ? $"/alerts/{id}" : call.Field("kind") is { } kind ? $"/alerts?kind={Uri.EscapeDataString(kind)}" : "/alerts", "alert-acknowledged");
        }).Needs(Permission.AlertsManage);
        console.MapGet("/alerts/deliveries", (HttpContext http, ListAlerts alerts, ListAlertSettings settings) => Deliveries(ConsoleCall.Of(http), alerts, settings)).Needs(Permission.AlertsRead);
        console.MapPost("/alerts/deliveries/{id}/retry", async (HttpContext http, string id, RetryAlertDelivery use, ListAlerts alerts, ListAlertSettings settings) =>
        {
            var call = ConsoleCall.Of(http);
            var (_, problem) = await use.RunAsync(call.Viewer.Actor, id, call.Aborted);
            return problem is null ? ConsoleCall.Go(Addresses.Of("/alerts/deliveries", ("status", call.Query("status")), ("channel", call.Query("channel")))[ConsolePaths.Root.Length..], "delivery-retried") : Deliveries(call, alerts, settings, problem);
        }).Needs(Permission.AlertsManage);
        console.MapAlertRules();
        console.MapAlertChannels();
    }

    public static IReadOnlyDictionary<string, string> ChannelNames(ConsoleCall call, ListAlertSettings settings) =>
        (settings.Channels(call.Viewer.Actor, ConsoleCall.Ask()).Value?.Data ?? []).ToDictionary(channel => channel.Id, channel => channel.Name);

    private static IResult List(HttpContext http, ListAlerts alerts, CountAlerts counts, NameThings names)
    {
        var call = ConsoleCall.Of(http);
        var actor = call.Viewer.Actor;
        var (status, kind, after) = (call.Query("status") is "resolved" or "all" ? call.Query("status") : null, call.Query("kind") is { } asked && AlertKindBook.Find(asked) is not null ? asked : null, call.Query("page"));
        var (page, problem) = alerts.Run(actor, ConsoleCall.Ask(("limit", "50"), ("status", status switch { null => "open", "all" => null, _ => status }), ("kind", kind), ("page", after)));
        if (problem is not null) return call.Fault(problem);
        var lately = status is null && after is null ? alerts.Run(actor, ConsoleCall.Ask(("limit", "5"), ("status", "resolved"), ("kind", kind))).Value!.Data : [];
        return call.Page<AlertListPage, AlertListModel>(new AlertListModel(
            counts.Run(actor).Value!, page!.Data, page.NextPage, after is null, lately, names.Run(actor, page.Data.Concat(lately).SelectMany(alert => new[] { alert.Subject.WorkspaceId, alert.AcknowledgedBy })), status, kind));
    }

    private static IResult Show(ConsoleCall call, string id, ListAlerts alerts, ListAlertSettings settings, NameThings names, Problem? problem = null)
    {
        var actor = call.Viewer.Actor;
        var (alert, missing) = alerts.Get(actor, id);
        if (missing is not null) return call.Fault(missing);
        var deliveries = alerts.Deliveries(actor, ConsoleCall.Ask(("limit", "50"), ("alert_id", id))).Value?.Data ?? [];
        return call.Page<AlertPage, AlertModel>(new AlertModel(
            alert!, deliveries, ChannelNames(call, settings), names.Run(actor, [alert!.Subject.WorkspaceId, alert.Subject.OwnerId, alert.AcknowledgedBy])), problem);
    }

    private static IResult Deliveries(ConsoleCall call, ListAlerts alerts, ListAlertSettings settings, Problem? problem = null)
    {
        var (status, channel, after) = (call.Query("status") is { } asked && AlertNames.DeliveryStatuses.ContainsKey(asked) ? asked : null, call.Query("channel"), call.Query("page"));
        var (page, fault) = alerts.Deliveries(call.Viewer.Actor, ConsoleCall.Ask(("limit", "50"), ("status", status), ("channel_id", channel), ("page", after)));
        return fault is not null ? call.Fault(fault) : call.Page<DeliveryListPage, AlertDeliveryListModel>(
            new AlertDeliveryListModel(page!.Data, page.NextPage, after is null, ChannelNames(call, settings), status, channel), problem);
    }
}
