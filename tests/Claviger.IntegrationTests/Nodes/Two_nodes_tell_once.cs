using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Api;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Nodes;

/// <summary>R20 over processes: both look at the rules and at the outbox, and a receiver gets each alert once.</summary>
public sealed class Two_nodes_tell_once
{
    [Fact]
    public async Task Each_of_several_alerts()
    {
        await using var receiver = RawUpstream.Start();
        for (var i = 0; i < 50; i++) receiver.Answer("HTTP/1.1 204 No Content\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        await using var fleet = await Fleet.StartAsync(2, ("CLAVIGER_ALERTS_ALLOW_PRIVATE", "true"), ("CLAVIGER_ALERTS_EVERY_SECONDS", "10"));
        var hook = (await fleet.AdminAsync(0, HttpMethod.Post, "alert_channels", new { name = "hook", channel_type = "webhook", url = new Uri(receiver.Address, "/hook").ToString() })).GetProperty("alert_channel").Text("id");
        await fleet.AdminAsync(1, HttpMethod.Post, "alert_rules", new { name = "spend", kind = "spend_threshold", channel_ids = new[] { hook }, parameters = new { amounts = new[] { "0.0001" } } });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        using (var request = fleet.Message(0, fleet.Key.Secret, "in=3; out=2"))
        using (var answer = await fleet.Http.SendAsync(request, patience.Token)) Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(patience.Token));
        // Between two rounds each node has looked at least once more at what was told in the first.
        foreach (var (period, count) in new[] { ("daily", 1), ("weekly", 2), ("monthly", 3) })
        {
            await fleet.LimitAsync(new { type = "api_key", api_key_id = fleet.Key.Id }, "1000", period);
            while (receiver.Received.Count < count) await Task.Delay(50, patience.Token);
        }

        try
        {
            while ((await fleet.AdminAsync(0, HttpMethod.Get, "alert_deliveries?status=delivered")).GetProperty("data").GetArrayLength() < 3) await Task.Delay(50, patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{receiver.Received.Count} came: {await fleet.AdminAsync(0, HttpMethod.Get, "alert_deliveries")}");
        }

        Assert.Equal(3, receiver.Received.Count);
        Assert.Equal(3, (await fleet.AdminAsync(0, HttpMethod.Get, "alerts")).GetProperty("data").GetArrayLength());
        Assert.Equal(3, (await fleet.AdminAsync(1, HttpMethod.Get, "alert_deliveries")).GetProperty("data").GetArrayLength());
    }
}
