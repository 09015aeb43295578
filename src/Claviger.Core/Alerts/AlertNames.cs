namespace Claviger.Core.Alerts;

/// <summary>The words of the wire. Never reworded once shipped.</summary>
public static class AlertNames
{
    public static IReadOnlyDictionary<string, AlertChannelType> ChannelTypes { get; } = ByName(Of, Enum.GetValues<AlertChannelType>());

    public static IReadOnlyDictionary<string, AlertSeverity> Severities { get; } = ByName(Of, Enum.GetValues<AlertSeverity>());

    public static IReadOnlyDictionary<string, AlertScopeType> ScopeTypes { get; } = ByName(Of, Enum.GetValues<AlertScopeType>());

    public static IReadOnlyDictionary<string, DeliveryStatus> DeliveryStatuses { get; } = ByName(Of, Enum.GetValues<DeliveryStatus>());

    public static string Of(AlertChannelType type) => type switch
    {
        AlertChannelType.Email => "email",
        AlertChannelType.Slack => "slack",
        AlertChannelType.Webhook => "webhook",
        AlertChannelType.PagerDuty => "pagerduty",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public static string Of(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Info => "info",
        AlertSeverity.Warning => "warning",
        AlertSeverity.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(severity)),
    };

    public static string Of(AlertScopeType type) => type switch
    {
        AlertScopeType.Organization => "organization",
        AlertScopeType.Workspace => "workspace",
        AlertScopeType.ApiKey => "api_key",
        AlertScopeType.Owner => "owner",
        AlertScopeType.SpendLimit => "spend_limit",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public static string Of(AlertEvent why) => why switch
    {
        AlertEvent.Opened => "alert.opened",
        AlertEvent.Repeated => "alert.repeated",
        AlertEvent.Resolved => "alert.resolved",
        AlertEvent.Digest => "digest.weekly",
        AlertEvent.Test => "channel.test",
        _ => throw new ArgumentOutOfRangeException(nameof(why)),
    };

    public static string Of(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Pending => "pending",
        DeliveryStatus.Delivered => "delivered",
        DeliveryStatus.Dead => "dead",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static Dictionary<string, T> ByName<T>(Func<T, string> nameOf, T[] all) where T : struct => all.ToDictionary(nameOf, StringComparer.Ordinal);
}
