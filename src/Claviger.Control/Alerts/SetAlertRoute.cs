using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Alerts;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Alerts;

/// <summary>Names the channels that hear of one workspace, beside those of the rules.</summary>
public sealed class SetAlertRoute(Database database)
{
    public async Task<Outcome<AlertRouteView>> RunAsync(Actor actor, string workspaceId, SetAlertRouteRequest request, CancellationToken ct)
    {
        if (EditAlertRule.InCount(request.ChannelIds) is { } fault) return fault;
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.AlertsManage)) return Denial.Of(tx, actor, AuditKind.AlertRouteUpdated, workspaceId, Permission.AlertsManage);
        if (WorkspaceStore.Find(tx, actor.Organization, workspaceId) is not { } workspace) return Problem.NotFound("workspace");
        var known = AlertChannelStore.All(tx, actor.Organization).Select(channel => channel.Id.Value).ToHashSet();
        if (request.ChannelIds.FirstOrDefault(id => !known.Contains(id)) is { } unknown) return Problem.Invalid("channel_ids", $"no channel {EditAlertRule.Short(unknown)}; GET /v1/organizations/alert_channels lists them");
        var channels = request.ChannelIds.Distinct().Select(id => new AlertChannelId(id)).ToList();
        var before = AlertRouteStore.All(tx, actor.Organization).GetValueOrDefault(workspaceId, []);
        if (before.SequenceEqual(channels)) return ViewOf(workspaceId, channels); // nothing changes: no event
        tx.Record(Write(tx, actor, workspace.Id, before, channels));
        return ViewOf(workspaceId, channels);
    }

    /// <summary>For acts that set routes among other things.</summary>
    internal static AuditEntry Write(AdminTransaction tx, Actor actor, WorkspaceId workspace, IReadOnlyList<AlertChannelId> before, IReadOnlyList<AlertChannelId> after)
    {
        AlertRouteStore.Put(tx, actor.Organization, workspace, after);
        return actor.Did(AuditKind.AlertRouteUpdated, workspace.Value, AuditDetail.Of(("before", before.Select(channel => channel.Value)), ("after", after.Select(channel => channel.Value))));
    }

    internal static AlertRouteView ViewOf(string workspace, IReadOnlyList<AlertChannelId> channels) => new("alert_route", workspace, [.. channels.Select(channel => channel.Value)]);
}
