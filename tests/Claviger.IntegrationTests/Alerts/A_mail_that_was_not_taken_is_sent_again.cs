using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Api;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Alerts;

/// <summary>An SMTP server that fails half-way: retried under the same Message-ID, never reported as sent, never sent again once it was taken.</summary>
public sealed class A_mail_that_was_not_taken_is_sent_again
{
    [Theory]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData(".")]
    [InlineData("RCPT 450")]
    [InlineData("RCPT 550")]
    [InlineData(". 451")]
    public async Task Wherever_the_server_fails(string failAt)
    {
        var time = new FakeTime();
        await using var mail = new BrokenMailServer(failAt);
        await using var gateway = await TestGateway.StartAsync(clock: time.Clock, serverConfig: config => Alerting.Loopback(config, mail.Port));
        var channel = await gateway.ChannelAsync(new { name = "people", channel_type = "email", addresses = new[] { "ada@example.org" } });
        await gateway.RuleAsync(new { name = "unused", kind = "key_unused", channel_ids = new[] { channel }, parameters = new { days = new[] { 1 } }, scope = new { type = "api_key", id = gateway.Key.ApiKey.Id } });
        time.Clock.Advance(TimeSpan.FromDays(1));
        await gateway.EvaluateAsync(); // the background may have been first
        Assert.Equal(0, await gateway.DeliverAsync());

        var delivery = Assert.Single(await gateway.ListAsync("/alert_deliveries"));
        Assert.Equal(("pending", 1), (delivery.Text("status"), delivery.GetProperty("attempts").GetInt32()));
        Assert.NotEqual("", delivery.Text("last_error"));
        Assert.Empty(mail.Taken);
        Assert.Equal(1, (await gateway.Ok(HttpMethod.Get, "/alert_channels/" + channel)).GetProperty("failures").GetInt32());

        Assert.Equal(0, await gateway.DeliverAsync()); // not before its time
        time.Clock.Advance(TimeSpan.FromSeconds(30));
        await UntilAsync(async () => await gateway.DeliverAsync() + mail.Taken.Count > 0);
        await UntilAsync(async () => (await gateway.ListAsync("/alert_deliveries"))[0].Text("status") == "delivered");
        Assert.Equal(0, await gateway.DeliverAsync());
        Assert.Single(mail.Taken);
        Assert.Single(mail.Ids.Distinct());
        Assert.Equal(0, (await gateway.Ok(HttpMethod.Get, "/alert_channels/" + channel)).GetProperty("failures").GetInt32());
    }

    /// <summary>Somebody on the way may take the offer of encryption out of the server's greeting: then nothing is said, neither the mail nor a password.</summary>
    [Theory]
    [InlineData("starttls")]
    [InlineData("tls")]
    public async Task A_server_that_does_not_encrypt_is_sent_nothing_unless_somebody_said_so(string security)
    {
        await using var mail = new BrokenMailServer(null);
        await using var gateway = await TestGateway.StartAsync(serverConfig: config => Alerting.Loopback(config, mail.Port) with { SmtpSecurity = security });
        var channel = await gateway.ChannelAsync(new { name = "people", channel_type = "email", addresses = new[] { "ada@example.org" } });
        var test = gateway.Ok(HttpMethod.Post, $"/alert_channels/{channel}/test");
        Assert.False((await test).GetProperty("delivered").GetBoolean());
        Assert.Empty(mail.Ids);
        Assert.DoesNotContain(mail.Said, line => line.StartsWith("MAIL", StringComparison.Ordinal) || line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_mail_server_a_test_says_what_is_missing()
    {
        await using var gateway = await TestGateway.StartAsync();
        var channel = await gateway.ChannelAsync(new { name = "people", channel_type = "email", addresses = new[] { "admins" } });
        var test = await gateway.Ok(HttpMethod.Post, $"/alert_channels/{channel}/test");
        Assert.False(test.GetProperty("delivered").GetBoolean());
        Assert.Contains("smtp.host", test.Text("error"), StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds()) await Task.Delay(10, patience.Token);
    }
}
