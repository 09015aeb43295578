using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Claviger.Control.Webhooks;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Api;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Alerts;

/// <summary>Outgoing hooks over real connections: signatures, rotation, and what must not be reached (SSRF).</summary>
public sealed class Webhooks_are_signed_and_guarded
{
    [Fact]
    public async Task A_receiver_can_check_them_through_a_rotation()
    {
        var time = new FakeTime();
        await using var receiver = RawUpstream.Start();
        for (var i = 0; i < 20; i++) receiver.Answer("HTTP/1.1 204 No Content\r\n\r\n");
        await using var gateway = await TestGateway.StartAsync(clock: time.Clock, serverConfig: config => Alerting.Loopback(config));
        var made = await gateway.Ok(HttpMethod.Post, "/alert_channels", new { name = "ops", channel_type = "webhook", url = new Uri(receiver.Address, "/secret-path").ToString() });
        var (id, old) = (made.GetProperty("alert_channel").Text("id"), made.Text("secret"));
        Assert.True((await gateway.Ok(HttpMethod.Post, $"/alert_channels/{id}/test")).GetProperty("delivered").GetBoolean());
        Assert.True(IsSigned(receiver.Received[^1], old));

        var rotated = (await gateway.Ok(HttpMethod.Post, $"/alert_channels/{id}/rotate_secret", new { overlap_hours = 2 })).Text("secret");
        await gateway.Ok(HttpMethod.Post, $"/alert_channels/{id}/test");
        Assert.True(IsSigned(receiver.Received[^1], old) && IsSigned(receiver.Received[^1], rotated));
        time.Clock.Advance(TimeSpan.FromHours(2));
        await gateway.Ok(HttpMethod.Post, $"/alert_channels/{id}/test");
        Assert.True(!IsSigned(receiver.Received[^1], old) && IsSigned(receiver.Received[^1], rotated));

        // Nothing that is shown afterwards holds the secret or the path.
        foreach (var path in new[] { "/alert_channels", $"/alert_channels/{id}", "/audit_log?limit=20" })
        {
            var text = (await gateway.Ok(HttpMethod.Get, path)).GetRawText();
            Assert.DoesNotContain("secret-path", text, StringComparison.Ordinal);
            Assert.DoesNotContain("whsec_", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_retry_carries_the_same_id_and_an_end_is_told()
    {
        var time = new FakeTime();
        await using var receiver = RawUpstream.Start();
        receiver.Answer("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 4\r\nconnection: close\r\n\r\nbusy");
        for (var i = 0; i < 20; i++) receiver.Answer("HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        await using var gateway = await TestGateway.StartAsync(clock: time.Clock, serverConfig: config => Alerting.Loopback(config));
        var hook = await gateway.WebhookAsync(receiver.Address);
        var rule = await gateway.RuleAsync(new { name = "unused", kind = "key_unused", channel_ids = new[] { hook }, parameters = new { days = new[] { 1 } }, scope = new { type = "api_key", id = gateway.Key.ApiKey.Id } });
        time.Clock.Advance(TimeSpan.FromDays(1));
        await gateway.EvaluateAsync();
        await SentAsync(gateway, receiver, 1);
        Assert.Contains("503", (await gateway.Ok(HttpMethod.Get, "/alert_channels/" + hook)).Text("last_error"), StringComparison.Ordinal);
        time.Clock.Advance(TimeSpan.FromSeconds(30));
        await SentAsync(gateway, receiver, 2);
        Assert.Equal(Header(receiver.Received[0].Head, "webhook-id"), Header(receiver.Received[1].Head, "webhook-id"));

        await gateway.Ok(HttpMethod.Delete, "/alert_rules/" + rule); // nobody looks any more: it ends
        await gateway.EvaluateAsync();
        await SentAsync(gateway, receiver, 3);
        Assert.Equal("alert.resolved", JsonDocument.Parse(receiver.Received[2].Body).RootElement.Text("type"));
        Assert.Equal("resolved", Assert.Single(await gateway.ListAsync("/alerts")).Text("status"));
    }

    [Fact]
    public async Task Several_at_the_outbox_send_one_message_once()
    {
        var time = new FakeTime();
        await using var receiver = RawUpstream.Start();
        for (var i = 0; i < 20; i++) receiver.Answer("HTTP/1.1 204 No Content\r\n\r\n");
        await using var gateway = await TestGateway.StartAsync(clock: time.Clock, serverConfig: config => Alerting.Loopback(config));
        var hook = await gateway.WebhookAsync(receiver.Address);
        await gateway.RuleAsync(new { name = "unused", kind = "key_unused", channel_ids = new[] { hook }, parameters = new { days = new[] { 1 } } });
        time.Clock.Advance(TimeSpan.FromDays(1));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => gateway.EvaluateAsync()));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => gateway.DeliverAsync()));
        await SentAsync(gateway, receiver, 2);
        Assert.Equal(2, receiver.Received.Count); // two keys, one alert each
        Assert.Equal(2, receiver.Received.Select(one => Header(one.Head, "webhook-id")).Distinct().Count());
    }

    [Theory]
    [InlineData("https://127.0.0.1:1/", "inside a network")]
    [InlineData("https://localhost:1/", "inside a network")] // a name that leads inside is judged after it was resolved
    [InlineData("https://169.254.169.254/latest/meta-data", "inside a network")]
    [InlineData("https://[::1]:1/", "inside a network")]
    [InlineData("https://[::ffff:10.0.0.1]/", "inside a network")]
    public async Task Addresses_inside_are_not_reached(string url, string says)
    {
        await using var gateway = await TestGateway.StartAsync();
        var channel = await gateway.ChannelAsync(new { name = "in", channel_type = "slack", url });
        var test = await gateway.Ok(HttpMethod.Post, $"/alert_channels/{channel}/test");
        Assert.False(test.GetProperty("delivered").GetBoolean());
        Assert.Contains(says, test.Text("error"), StringComparison.Ordinal);
        Assert.Contains("alerts.allow_private", test.Text("error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirects_are_not_followed_and_endless_bodies_not_read()
    {
        await using var inside = RawUpstream.Start();
        await using var receiver = RawUpstream.Start();
        receiver.Answer($"HTTP/1.1 302 Found\r\nlocation: {inside.Address}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        receiver.Answer(async stream =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n"u8.ToArray());
            for (var i = 0; i < 1_000; i++) await stream.WriteAsync(new byte[16_384]);
        });
        await using var gateway = await TestGateway.StartAsync(serverConfig: config => Alerting.Loopback(config));
        var channel = await gateway.WebhookAsync(receiver.Address);
        Assert.Contains("302", (await gateway.Ok(HttpMethod.Post, $"/alert_channels/{channel}/test")).Text("error"), StringComparison.Ordinal);
        Assert.Empty(inside.Received);
        Assert.False((await gateway.Ok(HttpMethod.Post, $"/alert_channels/{channel}/test")).GetProperty("delivered").GetBoolean());
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nslow")]
    public async Task A_receiver_that_does_not_end_its_answer_is_left(string beginning)
    {
        var release = new TaskCompletionSource();
        await using var receiver = RawUpstream.Start();
        receiver.Answer(async stream =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning));
            await release.Task;
        });
        using var sender = new WebhookSender(allowPrivate: true, TimeProvider.System, patience: TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sender.SendAsync(receiver.Address, WebhookSecret.Read(WebhookSecret.New())!, "msg_1", "{}"u8.ToArray(), CancellationToken.None));
        release.SetResult();
    }

    private static async Task SentAsync(TestGateway gateway, RawUpstream receiver, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (receiver.Received.Count < count || (await gateway.ListAsync("/alert_deliveries")).Exists(delivery => delivery.GetProperty("attempts").GetInt32() == 0))
        {
            await gateway.DeliverAsync(); // the background may have it
            await Task.Delay(10, patience.Token);
        }

        while ((await gateway.ListAsync("/alert_channels")).TrueForAll(channel => channel.GetProperty("last_delivered_at").ValueKind == JsonValueKind.Null && channel.GetProperty("failures").GetInt32() == 0)) await Task.Delay(10, patience.Token);
    }

    private static bool IsSigned((string Head, byte[] Body) message, string secret)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{Header(message.Head, "webhook-id")}.{Header(message.Head, "webhook-timestamp")}."), .. message.Body];
        return Header(message.Head, "webhook-signature").Split(' ').Contains("v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed)));
    }

    private static string Header(string head, string name) =>
        head.Split("\r\n").Single(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();
}
