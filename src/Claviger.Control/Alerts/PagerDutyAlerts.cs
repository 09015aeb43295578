using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Core.Contracts;

namespace Claviger.Control.Alerts;

/// <summary>Events in the form of PagerDuty's Events API v2 (address and fields from memory: unverified; the address can be set).</summary>
public sealed class PagerDutyAlerts(HttpAlerts http) : IAlertSender
{
    public const string UsualUrl = "https://events.pagerduty.com/v2/enqueue";

    private const int LongestSummary = 1_024;

    public AlertChannelType Type => AlertChannelType.PagerDuty;

    public async Task SendAsync(AlertChannel channel, AlertChannelSecret? secret, AlertDeliveryId id, AlertMessage message, CancellationToken ct)
    {
        if (secret?.Key is not { } key) throw new AlertNotSentException("the channel has no routing key: make it anew");
        var url = new Uri(secret.Url ?? UsualUrl);
        var isResolved = message.Event == AlertNames.Of(AlertEvent.Resolved);
        await http.PostAsync(url, Body(key, message, isResolved ? "resolve" : "trigger"), ct);
        // A test leaves no incident behind.
        if (message.Event == AlertNames.Of(AlertEvent.Test)) await http.PostAsync(url, Body(key, message, "resolve"), ct);
    }

    internal static byte[] Body(string routingKey, AlertMessage message, string action) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        routing_key = routingKey,
        event_action = action,
        dedup_key = message.DedupKey,
        client = "Claviger",
        payload = new
        {
            summary = message.Title.Length <= LongestSummary ? message.Title : message.Title[..(LongestSummary - 1)] + "…",
            source = message.SubjectId ?? "claviger",
            severity = message.Severity,
            timestamp = UtcTimeConverter.Text(message.At),
            component = message.SubjectName,
            @class = message.Kind,
            custom_details = new Dictionary<string, string>(message.Figures) { ["text"] = message.Text },
        },
    });
}
