using System.Text.Json;
using Claviger.Control.Alerts;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Api;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Alerts;

/// <summary>S10: routing, quiet hours, failing channels, acknowledging, the weekly digest, and faults that name their field.</summary>
public sealed class Who_is_told_what : IAsyncLifetime
{
    private readonly FakeTime _time = new(); // Monday 2026-11-23, 12:00 UTC
    private readonly RawUpstream _hook = RawUpstream.Start();
    private TestGateway Gateway { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < 50; i++) _hook.Answer("HTTP/1.1 204 No Content\r\n\r\n");
        Gateway = await TestGateway.StartAsync(clock: _time.Clock, serverConfig: config => Alerting.Loopback(config));
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _hook.DisposeAsync();
    }

    [Fact]
    public async Task A_workspaces_own_channels_hear_of_it_too()
    {
        var (all, own) = (await Gateway.WebhookAsync(_hook.Address, "all"), await Gateway.WebhookAsync(_hook.Address, "own"));
        await Gateway.Ok(HttpMethod.Post, "/alert_routes/" + Gateway.Key.ApiKey.Scope.WorkspaceId, new { channel_ids = new[] { own } });
        await UnusedAsync(all);
        var deliveries = (await Gateway.ListAsync("/alert_deliveries")).Select(delivery => (delivery.Text("channel_id"), delivery.Text("title"))).ToHashSet();
        Assert.Equal([(all, $"Key {Gateway.Key.ApiKey.Name} is unused"), (own, $"Key {Gateway.Key.ApiKey.Name} is unused"), (all, $"Key {Gateway.OtherKey.ApiKey.Name} is unused")], deliveries);
        Assert.Equal(409, (await Gateway.Refused(HttpMethod.Delete, "/alert_channels/" + own)).Status);
        await Gateway.Ok(HttpMethod.Post, "/alert_routes/" + Gateway.Key.ApiKey.Scope.WorkspaceId, new { channel_ids = Array.Empty<string>() });
        Assert.Empty(await Gateway.ListAsync("/alert_routes"));
        await Gateway.Ok(HttpMethod.Delete, "/alert_channels/" + own);
    }

    [Fact]
    public async Task Quiet_hours_hold_back_what_is_not_critical()
    {
        var hook = await Gateway.ChannelAsync(new { name = "ops", channel_type = "webhook", url = new Uri(_hook.Address, "/hook").ToString(), quiet_hours = new { from = "11:00", to = "13:30" } });
        await UnusedAsync(hook);
        await Gateway.RuleAsync(new { name = "critical", kind = "key_unused", severity = "critical", channel_ids = new[] { hook }, parameters = new { days = new[] { 1 } } });
        await Gateway.EvaluateAsync();
        await SettledAsync(delivery => delivery.Text("status") == "delivered" || delivery.Text("next_attempt_at").Contains("T13:30", StringComparison.Ordinal));
        Assert.Equal(2, (await Gateway.ListAsync("/alert_deliveries?status=delivered")).Count);
        Assert.Equal(2, (await Gateway.ListAsync("/alert_deliveries?status=pending")).Count);
        _time.Clock.Advance(TimeSpan.FromMinutes(91));
        await SettledAsync(delivery => delivery.Text("status") == "delivered");
    }

    [Fact]
    public async Task A_channel_that_fails_is_told_of_by_the_others_and_a_dead_letter_is_retried_by_hand()
    {
        var (bad, good) = (await Gateway.ChannelAsync(new { name = "bad", channel_type = "slack", url = "http://127.0.0.1:1/x" }), await Gateway.WebhookAsync(_hook.Address, "good"));
        await Gateway.RuleAsync(new { name = "failing", kind = "delivery_failure", channel_ids = new[] { bad, good }, parameters = new { count = 3 } });
        for (var i = 0; i < 3; i++) Assert.False((await Gateway.Ok(HttpMethod.Post, $"/alert_channels/{bad}/test")).GetProperty("delivered").GetBoolean());
        Assert.Equal(1, await Gateway.EvaluateAsync());
        Assert.Equal(good, Assert.Single(await Gateway.ListAsync("/alert_deliveries")).Text("channel_id"));

        // A disabled channel takes nothing; what waits for it is dead at once, and can be retried.
        await UnusedAsync(bad);
        await Gateway.Ok(HttpMethod.Post, "/alert_channels/" + bad, new { is_enabled = false });
        await SettledAsync(delivery => delivery.Text("status") != "pending" || delivery.Text("channel_id") == bad);
        await Gateway.DeliverAsync();
        _time.Clock.Advance(TimeSpan.FromHours(3));
        await SettledAsync(delivery => delivery.Text("status") != "pending");
        var dead = (await Gateway.ListAsync("/alert_deliveries?status=dead"))[0];
        await Gateway.Ok(HttpMethod.Post, "/alert_channels/" + bad, new { url = new Uri(_hook.Address, "/hook").ToString(), is_enabled = true });
        await Gateway.Ok(HttpMethod.Post, $"/alert_deliveries/{dead.Text("id")}/retry");
        await SettledAsync(delivery => delivery.Text("id") != dead.Text("id") || delivery.Text("status") == "delivered");
        Assert.Equal(409, (await Gateway.Refused(HttpMethod.Post, $"/alert_deliveries/{dead.Text("id")}/retry")).Status);
    }

    [Fact]
    public async Task It_is_told_again_until_somebody_knows()
    {
        var hook = await Gateway.WebhookAsync(_hook.Address);
        await Gateway.RuleAsync(new { name = "unused", kind = "key_unused", channel_ids = new[] { hook }, repeat_hours = 24, parameters = new { days = new[] { 1 } }, scope = new { type = "api_key", id = Gateway.Key.ApiKey.Id } });
        _time.Clock.Advance(TimeSpan.FromDays(1));
        await Gateway.EvaluateAsync();
        _time.Clock.Advance(TimeSpan.FromDays(1));
        await Gateway.EvaluateAsync();
        Assert.Equal(["alert.opened", "alert.repeated"], (await Gateway.ListAsync("/alert_deliveries")).Select(delivery => delivery.Text("event")).Order());
        var alert = Assert.Single(await Gateway.ListAsync("/alerts?status=open")).Text("id");
        Assert.NotNull((await Gateway.Ok(HttpMethod.Post, $"/alerts/{alert}/acknowledge")).Text("acknowledged_by"));
        _time.Clock.Advance(TimeSpan.FromDays(2));
        await Gateway.EvaluateAsync();
        Assert.Equal(2, (await Gateway.ListAsync("/alert_deliveries")).Count);
        Assert.Equal("alert_acknowledged", (await Gateway.Ok(HttpMethod.Get, "/audit_log?limit=1")).GetProperty("data")[0].Text("type"));
    }

    [Fact]
    public async Task A_week_is_told_once_across_a_restart()
    {
        await Gateway.ChannelAsync(new { name = "ops", channel_type = "webhook", url = new Uri(_hook.Address, "/hook").ToString(), digest = true });
        await Gateway.SpendAsync(_time);
        Assert.False(await DigestAsync()); // made in this week
        _time.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromHours(5)); // Monday, 07:00
        Assert.False(await DigestAsync());
        _time.Clock.Advance(TimeSpan.FromHours(1));
        await DigestAsync(); // or the background
        await Gateway.RestartAsync();
        Assert.False(await DigestAsync());
        var digest = Assert.Single(await Gateway.ListAsync("/alert_deliveries"));
        Assert.Equal("digest.weekly", digest.Text("event"));
        await SettledAsync(delivery => delivery.Text("status") == "delivered");
        var body = JsonDocument.Parse(_hook.Received[^1].Body).RootElement.GetProperty("data");
        Assert.Contains("Production", string.Join('\n', body.GetProperty("lines").EnumerateArray().Select(line => line.GetString())), StringComparison.Ordinal);
        Assert.NotEqual("$0.00", body.GetProperty("figures").Text("spent"));

        Task<bool> DigestAsync() => Gateway.Server.Service<WriteDigests>().RunAsync(CancellationToken.None);
    }

    [Fact]
    public async Task The_checklist_reads_that_alerts_reach_somebody()
    {
        Assert.Equal("fail", await StatusAsync());
        var hook = await Gateway.WebhookAsync(_hook.Address);
        await Gateway.RuleAsync(new { name = "spend", kind = "spend_threshold", channel_ids = new[] { hook } });
        Assert.Equal("warn", await StatusAsync());
        await Gateway.Ok(HttpMethod.Post, $"/alert_channels/{hook}/test");
        Assert.Equal("pass", await StatusAsync());

        async Task<string> StatusAsync() => (await Gateway.Ok(HttpMethod.Get, "/checklist")).GetProperty("findings").EnumerateArray().Single(finding => finding.Text("control_id") == "spend-alerts").Text("status");
    }

    [Theory]
    [InlineData("/alert_channels", """{"name":"x","channel_type":"email"}""", "addresses")]
    [InlineData("/alert_channels", """{"name":"x","channel_type":"email","addresses":["a@b\r\nBcc: c@d"]}""", "addresses")]
    [InlineData("/alert_channels", """{"name":"x","channel_type":"email","addresses":["A <a@b>, c@d"]}""", "addresses")]
    [InlineData("/alert_channels", """{"name":"x","channel_type":"email","addresses":["a@b"],"url":"https://x"}""", "url")]
    [InlineData("/alert_channels", """{"name":"x","channel_type":"slack"}""", "url")]
    [InlineData("/alert_channels", """{"name":"x","channel_type":"slack","url":"file:///etc/passwd"}""", "url")]
    [InlineData("/alert_channels", """{"name":"x","channel_type":"slack","url":"https://user:pw@example.org/"}""", "url")]
    [InlineData("/alert_channels", """{"name":"x","channel_type":"pagerduty","routing_key":"a b c d e f"}""", "routing_key")]
    [InlineData("/alert_channels", """{"name":"x","channel_type":"fax"}""", "channel_type")]
    [InlineData("/alert_channels", """{"name":"x","channel_type":"email","addresses":["admins"],"quiet_hours":{"from":"25:00","to":"07:00"}}""", "quiet_hours.from")]
    [InlineData("/alert_channels", """{"name":"x","channel_type":"email","addresses":["admins"],"quiet_hours":{"from":"07:00","to":"07:00"}}""", "quiet_hours.to")]
    [InlineData("/alert_channels", """{"name":"x","channel_type":"email","addresses":["admins"],"quiet_hours":{"from":"07:00","until":"08:00"}}""", "quiet_hours.until")]
    [InlineData("/alert_rules", """{"name":"x","kind":"nonsense"}""", "kind")]
    [InlineData("/alert_rules", """{"name":"x","kind":"key_unused","parameters":{"percents":[50]}}""", "parameters.percents")]
    [InlineData("/alert_rules", """{"name":"x","kind":"spend_threshold","parameters":{"percents":[0]}}""", "parameters.percents")]
    [InlineData("/alert_rules", """{"name":"x","kind":"spend_threshold","parameters":{"amounts":["5 dollars"]}}""", "parameters.amounts")]
    [InlineData("/alert_rules", """{"name":"x","kind":"spend_threshold","parameters":{"basis":"guess"}}""", "parameters.basis")]
    [InlineData("/alert_rules", """{"name":"x","kind":"key_unused","scope":{"type":"spend_limit","id":"spl_1"}}""", "scope.type")]
    [InlineData("/alert_rules", """{"name":"x","kind":"key_unused","scope":{"type":"workspace","id":"wrkspc_nobodys"}}""", "scope.id")]
    [InlineData("/alert_rules", """{"name":"x","kind":"key_unused","channel_ids":["alch_nobodys"]}""", "channel_ids")]
    [InlineData("/alert_rules", """{"name":"x","kind":"key_unused","severity":"loud"}""", "severity")]
    public async Task A_fault_names_its_field(string path, string body, string field)
    {
        var (status, answer) = await Gateway.AdminAsync(HttpMethod.Post, path, body);
        Assert.Equal((400, field), ((int)status, AdminFixture.Read((int)status, answer).Field));
    }

    [Fact]
    public async Task Names_are_taken_once_and_plain_http_is_for_the_own_network()
    {
        await Gateway.WebhookAsync(_hook.Address, "ops");
        Assert.Equal(409, (await Gateway.Refused(HttpMethod.Post, "/alert_channels", new { name = "ops", channel_type = "email", addresses = new[] { "admins" } })).Status);
        await Gateway.RuleAsync(new { name = "r", kind = "key_unused" });
        Assert.Equal(409, (await Gateway.Refused(HttpMethod.Post, "/alert_rules", new { name = "r", kind = "key_unused" })).Status);
        await using var open = await TestGateway.StartAsync();
        Assert.Equal(400, (await open.Refused(HttpMethod.Post, "/alert_channels", new { name = "ops", channel_type = "slack", url = "http://example.org/" })).Status);
    }

    private async Task UnusedAsync(string channel)
    {
        await Gateway.RuleAsync(new { name = "unused", kind = "key_unused", channel_ids = new[] { channel }, parameters = new { days = new[] { 1 } } });
        _time.Clock.Advance(TimeSpan.FromDays(1));
        await Gateway.EvaluateAsync();
    }

    /// <summary>The outbox is worked by hand and by the background, whichever is first.</summary>
    private async Task SettledAsync(Predicate<JsonElement> settled)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await Gateway.ListAsync("/alert_deliveries")).TrueForAll(settled))
        {
            await Gateway.DeliverAsync();
            await Task.Delay(10, patience.Token);
        }
    }
}
