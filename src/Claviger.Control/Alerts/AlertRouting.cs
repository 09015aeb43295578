using Claviger.Core;
using Claviger.Core.Alerts;

namespace Claviger.Control.Alerts;

/// <summary>Which channels an alert goes to: the rule's, and those that the workspace it is about has named.</summary>
internal sealed class AlertRouting(IReadOnlyList<AlertChannel> channels, IReadOnlyDictionary<string, IReadOnlyList<AlertChannelId>> routes)
{
    private readonly HashSet<AlertChannelId> _enabled = [.. channels.Where(channel => channel.IsEnabled).Select(channel => channel.Id)];

    public IReadOnlyList<AlertChannelId> For(AlertRule rule, AlertSubject subject)
    {
        var workspace = subject.Type == "workspace" ? subject.Id : subject.WorkspaceId;
        var wanted = rule.Channels.Concat(workspace is not null && routes.TryGetValue(workspace, out var route) ? route : []).Distinct().Where(_enabled.Contains);
        if (subject.Type != "alert_channel") return [.. wanted];
        // A channel that takes nothing can't tell of itself. Where it is the only one, any other is better than none.
        var others = wanted.Where(channel => channel.Value != subject.Id).ToList();
        return others.Count > 0 ? others : [.. _enabled.Where(channel => channel.Value != subject.Id)];
    }
}
