namespace Claviger.Core.Alerts;

/// <summary>Makes messages out of what they are about.</summary>
public static class AlertMessages
{
    public static AlertMessage Of(AlertEvent why, AlertId id, string rule, string kind, AlertSeverity severity, AlertCondition condition, DateTimeOffset at)
    {
        var subject = condition.Subject;
        var title = why switch
        {
            AlertEvent.Resolved => $"Resolved: {condition.Title}",
            AlertEvent.Repeated => $"Still open: {condition.Title}",
            _ => condition.Title,
        };
        return new AlertMessage(
            AlertNames.Of(why), id.Value, id.Value, rule, kind, AlertNames.Of(severity), subject.Type, subject.Id, subject.Name, subject.WorkspaceId, subject.OwnerId,
            title, condition.Text, condition.Figures, at, []);
    }

    public static AlertMessage Test(AlertChannel channel, string organization, DateTimeOffset at) => new(
        AlertNames.Of(AlertEvent.Test), null, $"test_{channel.Id}", null, null, AlertNames.Of(AlertSeverity.Info), "alert_channel", channel.Id.Value, channel.Name, null, null,
        $"Test of the channel {channel.Name}", $"Somebody asked Claviger to send this, for {organization}. Nothing is wrong.", new Dictionary<string, string>(), at, []);
}
