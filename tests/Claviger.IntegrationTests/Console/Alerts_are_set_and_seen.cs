using System.Net;
using System.Text.RegularExpressions;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Alerts;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Console;

/// <summary>S12 through the console's forms: rules, channels, routes, and what became of the messages.</summary>
public sealed partial class Alerts_are_set_and_seen : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private TestGateway _gateway = null!;
    private ConsoleVisitor _visitor = null!;

    public async ValueTask InitializeAsync() =>
        _visitor = await ConsoleVisitor.SignedInAsync(_gateway = await TestGateway.StartAsync(serverConfig: config => Alerting.Loopback(config), clock: _time.Clock));

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_rule_is_made_changed_disabled_and_deleted()
    {
        var made = await _visitor.DoneAsync("/alerts/rules/new", ("kind", "spend_threshold"), ("name", "Production at 80"), ("scope", "workspace"), ("workspace", _gateway.Key.ApiKey.Scope.WorkspaceId), ("percents", "80, 95"), ("amounts", "$1,250.50 2000"), ("severity", "critical"), ("repeat", "12"), ("enabled", "on"));
        Assert.Contains("Production at 80", made.Text, StringComparison.Ordinal);
        Assert.Contains("80 %, 95 %; $1,250.50, $2,000.00", made.Text, StringComparison.Ordinal);
        var id = Rule().Match(made.Html).Value;

        var form = await _visitor.GetAsync($"/alerts/rules/{id}");
        Assert.Equal(("80, 95", "1250.50 2000.00", "12"), (form.Value("percents"), form.Value("amounts"), form.Value("repeat")));
        await _visitor.DoneAsync($"/alerts/rules/{id}", ("kind", "spend_threshold"), ("name", "Sandbox key"), ("scope", "api_key"), ("api_key", _gateway.Key.ApiKey.Name), ("severity", "info"), ("enabled", "on"));
        var rule = Assert.Single(await _gateway.ListAsync("/alert_rules"));
        Assert.Equal(("Sandbox key", "api_key", _gateway.Key.ApiKey.Id, "info"), (rule.Text("name"), rule.GetProperty("scope").Text("type"), rule.GetProperty("scope").Text("id"), rule.Text("severity")));

        await _visitor.DoneAsync($"/alerts/rules/{id}/enabled", ("on", "false"));
        Assert.False(Assert.Single(await _gateway.ListAsync("/alert_rules")).GetProperty("is_enabled").GetBoolean());
        await _visitor.DoneAsync($"/alerts/rules/{id}/delete");
        Assert.Empty(await _gateway.ListAsync("/alert_rules"));
    }

    [Theory]
    [InlineData("percents", "eighty", "whole numbers")]
    [InlineData("percents", "80, 5000", "")]
    [InlineData("amounts", "much", "")]
    [InlineData("amounts", "12,50", "decimal point")]
    [InlineData("repeat", "0", "")]
    [InlineData("name", "", "")]
    public async Task What_is_wrong_with_a_rule_stands_beside_its_field(string field, string value, string says)
    {
        var fields = new Dictionary<string, string> { ["kind"] = "spend_threshold", ["name"] = "Rule", ["scope"] = "organization", ["severity"] = "warning", [field] = value };
        var page = await _visitor.RefusedAsync("/alerts/rules/new", says, true, [.. fields.Select(pair => (pair.Key, pair.Value))]);
        if (value.Length > 0) Assert.Contains(value, page.Html, StringComparison.Ordinal);
        Assert.Empty(await _gateway.ListAsync("/alert_rules"));
    }

    [Fact]
    public async Task A_rule_about_something_unknown_is_not_made()
    {
        await _visitor.RefusedAsync("/alerts/rules/new", "there is no api key like this", true, ("kind", "spend_threshold"), ("name", "Rule"), ("scope", "api_key"), ("api_key", "no-such-key"), ("severity", "warning"));
        await _visitor.RefusedAsync("/alerts/rules/new", "say which one", true, ("kind", "spend_threshold"), ("name", "Rule"), ("scope", "workspace"), ("severity", "warning"));
        Assert.Empty(await _gateway.ListAsync("/alert_rules"));
    }

    [Fact]
    public async Task A_channel_shows_its_signing_secret_once_and_what_a_test_came_to()
    {
        var made = await _visitor.PostAsync("/alerts/channels/new", ("type", "webhook"), ("name", "Receiver"), ("url", "http://127.0.0.1:1/hook?token=very-secret"), ("quiet_from", "22:00"), ("quiet_to", "07:00"), ("enabled", "on"));
        Assert.Equal(HttpStatusCode.OK, made.Status);
        var secret = Signing().Match(made.Html).Value;
        Assert.NotEmpty(secret);
        var id = Channel().Match(made.Html).Value;

        var tested = await _visitor.PostAsync($"/alerts/channels/{id}/test");
        Assert.Contains("The test was not taken.", tested.Text, StringComparison.Ordinal);
        foreach (var path in new[] { "/alerts/channels", $"/alerts/channels/{id}", "/alerts/deliveries" })
        {
            var page = await _visitor.GetAsync(path);
            Assert.DoesNotContain(secret, page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("very-secret", page.Html, StringComparison.Ordinal);
        }

        var rotated = await _visitor.PostAsync($"/alerts/channels/{id}/rotate", ("overlap_hours", "48"));
        Assert.NotEqual(secret, Signing().Match(rotated.Html).Value);
        await _visitor.RefusedAsync($"/alerts/channels/{id}/rotate", "whole number", true, ("overlap_hours", "soon"));

        await _visitor.DoneAsync($"/alerts/channels/{id}", ("name", "Pager"), ("enabled", "on"));
        Assert.Equal("Pager", Assert.Single(await _gateway.ListAsync("/alert_channels")).Text("name"));
        await _visitor.RefusedAsync($"/alerts/channels/{id}", "", true, ("name", "Pager"), ("url", "ftp://nowhere"));

        await _visitor.DoneAsync($"/alerts/routes/{_gateway.Key.ApiKey.Scope.WorkspaceId}", ("channels", id));
        await _visitor.RefusedAsync($"/alerts/channels/{id}/delete", "route", false);
        await _visitor.DoneAsync($"/alerts/routes/{_gateway.Key.ApiKey.Scope.WorkspaceId}");
        await _visitor.DoneAsync($"/alerts/channels/{id}/delete");
        Assert.Empty(await _gateway.ListAsync("/alert_channels"));
    }

    [Fact]
    public async Task An_alert_is_acknowledged_and_a_message_that_was_not_taken_is_tried_again()
    {
        var channel = await _gateway.WebhookAsync(new Uri("http://127.0.0.1:1/"));
        await _gateway.RuleAsync(new { name = "First cent", kind = "spend_threshold", parameters = new { percents = new[] { 1 } }, channel_ids = new[] { channel } });
        await _gateway.Ok(HttpMethod.Post, "/spend_limits", new { scope = new { type = "api_key", api_key_id = _gateway.Key.ApiKey.Id }, period = "monthly", amount = "0.1", mode = "soft" });
        await _gateway.SpendAsync(_time);
        await _gateway.EvaluateAsync();
        await _gateway.DeliverAsync();

        var list = await _visitor.GetAsync("/alerts");
        var id = Alert().Match(list.Html).Value;
        Assert.NotEmpty(id);
        Assert.Contains("nobody yet", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody yet", (await _visitor.DoneAsync($"/alerts/{id}/acknowledge", ("from", "list"))).Text, StringComparison.Ordinal);

        var deliveries = await _visitor.GetAsync($"/alerts/deliveries?channel={channel}");
        Assert.Contains("pending", deliveries.Text, StringComparison.Ordinal);
        var delivery = Delivery().Match(deliveries.Html).Value;
        await _visitor.DoneAsync($"/alerts/deliveries/{delivery}/retry");
        Assert.Contains("Messages about it", (await _visitor.GetAsync($"/alerts/{id}")).Text, StringComparison.Ordinal);
        Assert.Contains("No alert matches", (await _visitor.GetAsync("/alerts?kind=key_expiry")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_read_changes_nothing_and_who_may_not_read_sees_nothing()
    {
        var rule = await _gateway.RuleAsync(new { name = "Near a cap", kind = "spend_threshold" });
        var channel = await _gateway.ChannelAsync(new { name = "Mail", channel_type = "email", addresses = new[] { "admins" } });
        using var reader = await _gateway.EnterAsync(await _gateway.JoinAsync("billing"));
        foreach (var path in new[] { "/alerts", "/alerts/rules", $"/alerts/rules/{rule}", "/alerts/channels", $"/alerts/channels/{channel}", "/alerts/routes", "/alerts/deliveries" })
        {
            var page = await reader.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain("method=\"post\" action=\"/console/alerts", page.Html, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync($"/alerts/rules/{rule}/delete")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync("/alerts/channels/new", ("type", "email"), ("name", "Mine"), ("addresses", "me@example.org"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync($"/alerts/channels/{channel}/test")).Status);

        using var user = await _gateway.EnterAsync(await _gateway.JoinAsync("user"));
        Assert.Equal(HttpStatusCode.Forbidden, (await user.GetAsync("/alerts")).Status);
        Assert.DoesNotContain("href=\"/console/alerts\"", (await user.GetAsync("/my")).Html, StringComparison.Ordinal);
    }

    [GeneratedRegex("alrule_[0-9A-Za-z]+")]
    private static partial Regex Rule();

    [GeneratedRegex("alch_[0-9A-Za-z]+")]
    private static partial Regex Channel();

    [GeneratedRegex("alert_[0-9A-Za-z]{10,}")]
    private static partial Regex Alert();

    [GeneratedRegex("aldel_[0-9A-Za-z]+")]
    private static partial Regex Delivery();

    [GeneratedRegex("whsec_[0-9A-Za-z+/=]+")]
    private static partial Regex Signing();
}
