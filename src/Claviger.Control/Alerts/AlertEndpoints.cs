using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Alerts;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Alerts;

internal static class AlertEndpoints
{
    public static void MapAlerts(this RouteGroupBuilder organizations)
    {
        MapAlertList(organizations.MapGroup("/alerts"));
        MapChannels(organizations.MapGroup("/alert_channels"));
        MapRules(organizations.MapGroup("/alert_rules"));
        MapRoutes(organizations.MapGroup("/alert_routes"));
        MapDeliveries(organizations.MapGroup("/alert_deliveries"));
    }

    private static void MapAlertList(RouteGroupBuilder alerts)
    {
        alerts.MapGet("", (HttpContext http, ListAlerts use) => AdminCall.RunAsync<CursorPage<AlertView>>(http, use.Run))
            .Declares(Permission.AlertsRead)
            .DocumentsOurs("listAlerts", "Alerts, newest first.", [.. CursorPaging.Parameters, Parameter.OneOf("status", ListAlerts.Statuses.Keys), Parameter.Text("kind"), Parameter.Text("workspace_id")]);
        alerts.MapGet("/{id}", (HttpContext http, string id, ListAlerts use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Get(actor, id))))
            .Declares(Permission.AlertsRead)
            .DocumentsOurs("getAlert", "One alert.");
        alerts.MapPost("/{id}/acknowledge", (HttpContext http, string id, AcknowledgeAlert use) => AdminCall.RunAsync(http, (actor, ct) => use.RunAsync(actor, id, ct)))
            .Declares(Permission.AlertsManage, AuditKind.AlertAcknowledged)
            .DocumentsOurs("acknowledgeAlert", "Says that somebody knows of it: it is not repeated.");
    }

    private static void MapChannels(RouteGroupBuilder channels)
    {
        channels.MapGet("", (HttpContext http, ListAlertSettings use) => AdminCall.RunAsync<CursorPage<AlertChannelView>>(http, use.Channels))
            .Declares(Permission.AlertsRead)
            .DocumentsOurs("listAlertChannels", "Where alerts are sent, and how that goes.", CursorPaging.WholeParameters);
        channels.MapPost("", (HttpContext http, EditAlertChannel use) => AdminCall.RunAsync<CreateAlertChannelRequest, CreatedAlertChannelView>(http, use.CreateAsync))
            .Declares(Permission.AlertsManage, AuditKind.AlertChannelCreated)
            .DocumentsOurs("createAlertChannel", "Makes a channel; only this answer shows a webhook's signing secret.");
        channels.MapGet("/{id}", (HttpContext http, string id, ListAlertSettings use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Channel(actor, id))))
            .Declares(Permission.AlertsRead)
            .DocumentsOurs("getAlertChannel", "One channel.");
        channels.MapPost("/{id}", (HttpContext http, string id, EditAlertChannel use) => AdminCall.RunAsync<UpdateAlertChannelRequest, AlertChannelView>(http, (actor, body, ct) => use.UpdateAsync(actor, id, body, ct)))
            .Declares(Permission.AlertsManage, AuditKind.AlertChannelUpdated)
            .DocumentsOurs("updateAlertChannel", "Changes a channel; its type stays for good.");
        channels.MapDelete("/{id}", (HttpContext http, string id, EditAlertChannel use) => AdminCall.RunAsync(http, (actor, ct) => use.DeleteAsync(actor, id, ct)))
            .Declares(Permission.AlertsManage, AuditKind.AlertChannelDeleted)
            .DocumentsOurs("deleteAlertChannel", "Deletes a channel that no rule and no route sends to.");
        channels.MapPost("/{id}/rotate_secret", (HttpContext http, string id, RotateAlertChannelSecret use) =>
                AdminCall.RunAsync<RotateAlertChannelSecretRequest, CreatedAlertChannelView>(http, (actor, body, ct) => use.RunAsync(actor, id, body, ct)))
            .Declares(Permission.AlertsManage, AuditKind.AlertChannelSecretRotated)
            .DocumentsOurs("rotateAlertChannelSecret", "Gives a webhook channel a new signing secret; messages carry both signatures for a while.");
        channels.MapPost("/{id}/test", (HttpContext http, string id, TestAlertChannel use) => AdminCall.RunAsync(http, (actor, ct) => use.RunAsync(actor, id, ct)))
            .Declares(Permission.AlertsManage, AuditKind.AlertChannelTested)
            .DocumentsOurs("testAlertChannel", "Sends a test now and says what came back.");
    }

    private static void MapRules(RouteGroupBuilder rules)
    {
        rules.MapGet("", (HttpContext http, ListAlertSettings use) => AdminCall.RunAsync<CursorPage<AlertRuleView>>(http, use.Rules))
            .Declares(Permission.AlertsRead)
            .DocumentsOurs("listAlertRules", "What alerts are about.", CursorPaging.WholeParameters);
        rules.MapPost("", (HttpContext http, EditAlertRule use) => AdminCall.RunAsync<CreateAlertRuleRequest, AlertRuleView>(http, use.CreateAsync))
            .Declares(Permission.AlertsManage, AuditKind.AlertRuleCreated)
            .DocumentsOurs("createAlertRule", "Makes a rule.");
        rules.MapGet("/{id}", (HttpContext http, string id, ListAlertSettings use) => AdminCall.RunAsync(http, (actor, _) => Task.FromResult(use.Rule(actor, id))))
            .Declares(Permission.AlertsRead)
            .DocumentsOurs("getAlertRule", "One rule.");
        rules.MapPost("/{id}", (HttpContext http, string id, EditAlertRule use) => AdminCall.RunAsync<UpdateAlertRuleRequest, AlertRuleView>(http, (actor, body, ct) => use.UpdateAsync(actor, id, body, ct)))
            .Declares(Permission.AlertsManage, AuditKind.AlertRuleUpdated)
            .DocumentsOurs("updateAlertRule", "Changes a rule; its kind stays for good.");
        rules.MapDelete("/{id}", (HttpContext http, string id, EditAlertRule use) => AdminCall.RunAsync(http, (actor, ct) => use.DeleteAsync(actor, id, ct)))
            .Declares(Permission.AlertsManage, AuditKind.AlertRuleDeleted)
            .DocumentsOurs("deleteAlertRule", "Deletes a rule; what is open of it is resolved.");
    }

    private static void MapRoutes(RouteGroupBuilder routes)
    {
        routes.MapGet("", (HttpContext http, ListAlertSettings use) => AdminCall.RunAsync<CursorPage<AlertRouteView>>(http, use.Routes))
            .Declares(Permission.AlertsRead)
            .DocumentsOurs("listAlertRoutes", "Workspaces with channels of their own.", CursorPaging.WholeParameters);
        routes.MapPost("/{id}", (HttpContext http, string id, SetAlertRoute use) => AdminCall.RunAsync<SetAlertRouteRequest, AlertRouteView>(http, (actor, body, ct) => use.RunAsync(actor, id, body, ct)))
            .Declares(Permission.AlertsManage, AuditKind.AlertRouteUpdated)
            .DocumentsOurs("setAlertRoute", "Names the channels that hear of a workspace, by its id, beside those of the rules.");
    }

    private static void MapDeliveries(RouteGroupBuilder deliveries)
    {
        deliveries.MapGet("", (HttpContext http, ListAlerts use) => AdminCall.RunAsync<CursorPage<AlertDeliveryView>>(http, use.Deliveries))
            .Declares(Permission.AlertsRead)
            .DocumentsOurs("listAlertDeliveries", "Messages to channels, newest first.", [.. CursorPaging.Parameters, Parameter.OneOf("status", AlertNames.DeliveryStatuses.Keys), Parameter.Text("channel_id"), Parameter.Text("alert_id")]);
        deliveries.MapPost("/{id}/retry", (HttpContext http, string id, RetryAlertDelivery use) => AdminCall.RunAsync(http, (actor, ct) => use.RunAsync(actor, id, ct)))
            .Declares(Permission.AlertsManage, AuditKind.AlertDeliveryRetried)
            .DocumentsOurs("retryAlertDelivery", "Tries a message that was not taken once more.");
    }
}
