using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Alerts;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Alerts;

namespace Claviger.Control.Alerts;

/// <summary>Alerts and their deliveries, newest first.</summary>
public sealed class ListAlerts(Database database)
{
    internal static readonly IReadOnlyDictionary<string, bool> Statuses = new Dictionary<string, bool> { ["open"] = true, ["resolved"] = false };

    internal Outcome<CursorPage<AlertView>> Run(Actor actor, AdminQuery query)
    {
        var status = query.OneOf("status", Statuses);
        var (kind, workspace) = (query.Text("kind"), query.Text("workspace_id"));
        var paging = CursorPaging.Read(query, "alerts", status?.ToString(), kind, workspace);
        var below = paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.AlertsRead)) return Denial.Of(Permission.AlertsRead);
        using var reader = database.Read();
        return paging.Of(AlertStore.Page(reader, actor.Organization, status, kind, workspace, below, paging.Limit + 1), AlertViews.Of, alert => alert.Number);
    }

    internal Outcome<AlertView> Get(Actor actor, string id)
    {
        if (!actor.May(Permission.AlertsRead)) return Denial.Of(Permission.AlertsRead);
        using var reader = database.Read();
        return AlertStore.Find(reader, actor.Organization, id) is { } alert ? AlertViews.Of(alert) : Problem.NotFound("alert");
    }

    internal Outcome<CursorPage<AlertDeliveryView>> Deliveries(Actor actor, AdminQuery query)
    {
        var status = query.OneOf("status", AlertNames.DeliveryStatuses);
        var (channel, alert) = (query.Text("channel_id"), query.Text("alert_id"));
        var paging = CursorPaging.Read(query, "alert_deliveries", status?.ToString(), channel, alert);
        var below = paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.AlertsRead)) return Denial.Of(Permission.AlertsRead);
        using var reader = database.Read();
        return paging.Of(AlertDeliveryStore.Page(reader, actor.Organization, status, channel, alert, below, paging.Limit + 1), AlertViews.Of, delivery => delivery.Number);
    }
}
