namespace Claviger.Core.Alerts;

/// <summary>One message to one channel, from the moment it was decided on until it was taken or given up.</summary>
/// <param name="NextAt">When it is tried (again).</param>
/// <param name="EndedAt">When it was delivered or given up; null: neither yet.</param>
public sealed record AlertDelivery(
    long Number, AlertDeliveryId Id, AlertChannelId Channel, AlertId? Alert, AlertEvent Event, AlertMessage Message, AlertSeverity Severity,
    DeliveryStatus Status, int Attempts, DateTimeOffset NextAt, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, string? LastError);
