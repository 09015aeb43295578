using System.Text;
using System.Text.Json;
using Claviger.Control.Alerts;
using Claviger.Core;
using Claviger.Core.Alerts;
using Xunit;

namespace Claviger.Tests.Alerts;

/// <summary>X: a key may be called anything. No name becomes a header, a recipient, a link or a mention.</summary>
public sealed class Names_forge_nothing
{
    private const string Name = "a\r\nBcc: thief@example.org\r\n\r\n<https://evil.example|click> <!channel> *b* & \"c\"";

    private static readonly AlertMessage Message = AlertMessages.Of(
        AlertEvent.Opened, new AlertId("alert_1"), $"rule {Name}", "key_unused", AlertSeverity.Warning,
        new AlertCondition(new AlertSubject("api_key", "apikey_1", Name), "p", "t", 1, $"Key {Name} is unused", $"It is {Name}.", new Dictionary<string, string> { [Name] = Name }), Rules.Now);

    [Fact]
    public void In_a_mail()
    {
        using var mail = MailAlerts.Mail(new SmtpOptions("localhost", 25, "none", null, null, "claviger@example.org"), ["ada@example.org"], new AlertDeliveryId("aldel_1"), Message, Rules.Now);
        using var stream = new MemoryStream();
        mail.WriteTo(stream, TestContext.Current.CancellationToken);
        var text = Encoding.UTF8.GetString(stream.ToArray()).Replace("\r\n", "\n", StringComparison.Ordinal);
        var head = text[..text.IndexOf("\n\n", StringComparison.Ordinal)].Split('\n');
        Assert.DoesNotContain(head, line => line.StartsWith("Bcc:", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(1, head.Count(line => line.StartsWith("To:", StringComparison.Ordinal)));
        Assert.Contains("Message-Id: <aldel_1@example.org>", head);
        Assert.DoesNotContain(text.Split('\n'), line => line.StartsWith("Bcc:", StringComparison.Ordinal));
        Assert.Equal("text/plain", mail.Body!.ContentType.MimeType);
    }

    [Fact]
    public void In_Slack()
    {
        var body = JsonDocument.Parse(SlackAlerts.Body(Message)).RootElement;
        Assert.DoesNotContain("<", body.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.All(body.GetProperty("blocks").EnumerateArray().Where(block => block.TryGetProperty("text", out _)), block => Assert.Equal("plain_text", block.GetProperty("text").GetProperty("type").GetString()));
        Assert.DoesNotContain("mrkdwn", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void In_an_event()
    {
        var body = JsonDocument.Parse(PagerDutyAlerts.Body("routing-key", Message, "trigger")).RootElement;
        Assert.Equal(("trigger", "alert_1", "warning"), (body.GetProperty("event_action").GetString(), body.GetProperty("dedup_key").GetString(), body.GetProperty("payload").GetProperty("severity").GetString()));
        Assert.Equal(Name, body.GetProperty("payload").GetProperty("custom_details").GetProperty(Name).GetString());
    }
}
