using System.Text.Json;
using Claviger.Control.Webhooks;
using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Core.Contracts;

namespace Claviger.Control.Alerts;

/// <summary>Standard Webhooks messages.</summary>
public sealed class WebhookAlerts(HttpAlerts http, TimeProvider clock) : IAlertSender
{
    public AlertChannelType Type => AlertChannelType.Webhook;

    public Task SendAsync(AlertChannel channel, AlertChannelSecret? secret, AlertDeliveryId id, AlertMessage message, CancellationToken ct)
    {
        if (secret is not { Url: { } url, Key: { } key } || WebhookSecret.Read(key) is not { } current) throw new AlertNotSentException("the channel has no address or secret: make it anew");
        var secrets = new List<WebhookSecret> { current };
        if (secret is { OldKey: { } before, OldKeyUntil: { } until } && clock.GetUtcNow() < until && WebhookSecret.Read(before) is { } old) secrets.Add(old);
        return http.SignedAsync(new Uri(url), secrets, id.Value, Body(channel, message), ct);
    }

    internal static byte[] Body(AlertChannel channel, AlertMessage message) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type = message.Event,
        timestamp = UtcTimeConverter.Text(message.At),
        data = new
        {
            organization_id = channel.Organization.Value,
            alert_id = message.AlertId,
            dedup_key = message.DedupKey,
            rule = message.Rule,
            kind = message.Kind,
            severity = message.Severity,
            subject = message.SubjectId is null ? null : new { type = message.SubjectType, id = message.SubjectId, name = message.SubjectName, workspace_id = message.WorkspaceId, owner_id = message.OwnerId },
            title = message.Title,
            text = message.Text,
            lines = message.Lines,
            figures = message.Figures,
        },
    });
}
