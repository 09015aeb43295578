using Claviger.Core.Alerts;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Api;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Alerts;

/// <summary>S10, R20: a threshold of a spend limit reaches people by real mail and a real webhook, once, whatever happens to the process.</summary>
public sealed class Spend_is_told_once : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private readonly MailServer _mail = MailServer.Start();
    private readonly RawUpstream _hook = RawUpstream.Start();
    private TestGateway Gateway { get; set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await TestGateway.StartAsync(clock: _time.Clock, serverConfig: config => Alerting.Loopback(config, _mail.Port, TimeSpan.FromMinutes(1)));

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _mail.DisposeAsync();
        await _hook.DisposeAsync();
    }

    [Fact]
    public async Task By_mail_and_webhook_at_the_most_urgent_threshold()
    {
        for (var i = 0; i < 10; i++) _hook.Answer("HTTP/1.1 204 No Content\r\n\r\n");
        var mail = await Gateway.ChannelAsync(new { name = "people", channel_type = "email", addresses = new[] { "admins", "owner", "finance@example.org" } });
        var hook = await Gateway.WebhookAsync(_hook.Address);
        await Gateway.Ok(HttpMethod.Post, "/spend_limits", new { scope = new { type = "api_key", api_key_id = Gateway.Key.ApiKey.Id }, period = "monthly", amount = "0.1", mode = "soft" });
        await Gateway.RuleAsync(new { name = "spend", kind = "spend_threshold", channel_ids = new[] { mail, hook }, parameters = new { percents = new[] { 1, 5 } } });
        await Gateway.SpendAsync(_time);

        // By the background, as it runs in claviger serve.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await Gateway.ListAsync("/alert_deliveries") is var all && (all.Count < 2 || all.Exists(delivery => delivery.Text("status") != "delivered")))
        {
            _time.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(20, patience.Token);
        }

        var told = Assert.Single(_mail.Mails);
        Assert.Contains("reached 5% of $0.001", told.Subject, StringComparison.Ordinal);
        Assert.Contains(Gateway.Key.ApiKey.Name, told.Subject, StringComparison.Ordinal);
        Assert.Contains("finance@example.org", told.To.Mailboxes.Select(box => box.Address));
        var (head, body) = Assert.Single(_hook.Received);
        Assert.StartsWith("POST /hook HTTP/1.1", head);
        Assert.Contains("\"alert.opened\"", System.Text.Encoding.UTF8.GetString(body), StringComparison.Ordinal);

        // Again, and after a restart: nothing.
        Assert.Equal((0, 0), (await Gateway.EvaluateAsync(), await Gateway.DeliverAsync()));
        await Gateway.RestartAsync();
        Assert.Equal((0, 0), (await Gateway.EvaluateAsync(), await Gateway.DeliverAsync()));
        Assert.Single(_mail.Mails);
        var alerts = await Gateway.ListAsync("/alerts");
        Assert.Equal([("5%", true), ("1%", false)], alerts.OrderByDescending(alert => alert.Text("threshold")).Select(alert => (alert.Text("threshold"), alert.GetProperty("told").GetBoolean())));
        Assert.All(await Gateway.ListAsync("/alert_deliveries"), delivery => Assert.Equal(AlertNames.Of(DeliveryStatus.Delivered), delivery.Text("status")));
        Assert.All(await Gateway.ListAsync("/alert_channels"), channel => Assert.Equal(0, channel.GetProperty("failures").GetInt32()));
    }
}
