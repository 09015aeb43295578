using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Claviger.Control.Webhooks;
using Claviger.Core.Audit;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Api;

/// <summary>X3: a checkpoint that lies with somebody else is what finds a log that was rewritten. Over a real connection, to a receiver that checks.</summary>
public sealed class Checkpoints_are_sent_to_a_webhook
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public async Task Signed_and_again_until_they_are_taken()
    {
        await using var receiver = RawUpstream.Start();
        receiver.Answer("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        for (var i = 0; i < 100; i++) receiver.Answer("HTTP/1.1 204 No Content\r\n\r\n");
        await using var gateway = await TestGateway.StartAsync(serverConfig: config => config with
        {
            AuditWebhookUrl = new Uri(receiver.Address, "/hook"),
            AuditWebhookSecret = WebhookSecret.Read(Secret),
            AuditWebhookAllowPrivate = true,
        });
        await gateway.Ok(HttpMethod.Post, "/workspaces", new { name = "Told", environment = "staging" });
        var size = (await gateway.Ok(HttpMethod.Get, "/audit_log/checkpoints/latest")).GetProperty("size").GetInt64();
        var key = CheckpointVerifier.Read((await gateway.Ok(HttpMethod.Get, "/audit_log/public_key")).Text("public_key"))!;

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (receiver.Received.Count < 2 || SizeOf(receiver.Received[^1].Body) < size) await Task.Delay(20, patience.Token);

        foreach (var (head, body) in receiver.Received)
        {
            Assert.StartsWith("POST /hook HTTP/1.1", head);
            var (id, at) = (Header(head, "webhook-id"), Header(head, "webhook-timestamp"));
            byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{at}."), .. body];
            Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), signed)), Header(head, "webhook-signature"));
            Assert.True(Math.Abs(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - long.Parse(at, CultureInfo.InvariantCulture)) < 300, at);
            var data = JsonDocument.Parse(body).RootElement.GetProperty("data");
            Assert.Equal(data.GetProperty("size").GetInt64(), key.Open(data.GetProperty("checkpoint").GetString()!, out _)!.Size);
            Assert.EndsWith($"_{data.GetProperty("size").GetInt64()}", id);
        }
    }

    private static long SizeOf(byte[] body) => JsonDocument.Parse(body).RootElement.GetProperty("data").GetProperty("size").GetInt64();

    private static string Header(string head, string name) =>
        head.Split("\r\n").Single(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();
}
