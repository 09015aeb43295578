using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Alerts;

namespace Claviger.Control.Alerts;

/// <summary>
/// Slack-compatible incoming webhooks. Texts go as plain_text blocks, which no markup reaches; <c>text</c>, for notifications and for receivers
/// that know no blocks, with Slack's three characters escaped, so that no name can make a link or call a channel.
/// </summary>
public sealed class SlackAlerts(HttpAlerts http) : IAlertSender
{
    // Slack's bounds of a header and of a section (unverified against its newest pages).
    private const int LongestHeader = 150, LongestSection = 3_000;

    public AlertChannelType Type => AlertChannelType.Slack;

    public Task SendAsync(AlertChannel channel, AlertChannelSecret? secret, AlertDeliveryId id, AlertMessage message, CancellationToken ct) =>
        secret?.Url is { } url ? http.PostAsync(new Uri(url), Body(message), ct) : throw new AlertNotSentException("the channel has no address: make it anew");

    internal static byte[] Body(AlertMessage message)
    {
        var text = string.Join('\n', message.Lines.Prepend(message.Text));
        var source = message.Rule is null ? "Claviger" : $"Claviger · {message.Severity} · rule {message.Rule}";
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            text = Escaped($"{message.Title}\n{text}"),
            unfurl_links = false,
            unfurl_media = false,
            blocks = new object[]
            {
                new { type = "header", text = Plain(message.Title, LongestHeader) },
                new { type = "section", text = Plain(text, LongestSection) },
                new { type = "context", elements = new[] { Plain(source, LongestSection) } },
            },
        });
    }

    private static object Plain(string text, int longest) => new { type = "plain_text", text = text.Length <= longest ? text : text[..(longest - 1)] + "…", emoji = false };

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
