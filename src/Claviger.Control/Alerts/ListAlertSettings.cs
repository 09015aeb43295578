using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Alerts;

namespace Claviger.Control.Alerts;

/// <summary>Channels, rules and routes: who is told what.</summary>
public sealed class ListAlertSettings(Database database)
{
    internal Outcome<CursorPage<AlertChannelView>> Channels(Actor actor, AdminQuery query) =>
        List(actor, query, "alert_channels", reader => AlertChannelStore.All(reader, actor.Organization).Select(AlertViews.Of).ToList());

    internal Outcome<CursorPage<AlertRuleView>> Rules(Actor actor, AdminQuery query) =>
        List(actor, query, "alert_rules", reader => AlertRuleStore.All(reader, actor.Organization).Select(AlertViews.Of).ToList());

    internal Outcome<CursorPage<AlertRouteView>> Routes(Actor actor, AdminQuery query) =>
        List(actor, query, "alert_routes", reader => AlertRouteStore.All(reader, actor.Organization).Select(route => SetAlertRoute.ViewOf(route.Key, route.Value)).ToList());

    internal Outcome<AlertChannelView> Channel(Actor actor, string id)
    {
        if (!actor.May(Permission.AlertsRead)) return Denial.Of(Permission.AlertsRead);
        using var reader = database.Read();
        return AlertChannelStore.Find(reader, actor.Organization, id) is { } channel ? AlertViews.Of(channel) : EditAlertChannel.NotFound;
    }

    internal Outcome<AlertRuleView> Rule(Actor actor, string id)
    {
        if (!actor.May(Permission.AlertsRead)) return Denial.Of(Permission.AlertsRead);
        using var reader = database.Read();
        return AlertRuleStore.Find(reader, actor.Organization, id) is { } rule ? AlertViews.Of(rule) : EditAlertRule.NotFound;
    }

    private Outcome<CursorPage<T>> List<T>(Actor actor, AdminQuery query, string name, Func<Reader, List<T>> read)
    {
        var paging = CursorPaging.ReadWhole(query, name);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.AlertsRead)) return Denial.Of(Permission.AlertsRead);
        using var reader = database.Read();
        return paging.Cut(read(reader));
    }
}
