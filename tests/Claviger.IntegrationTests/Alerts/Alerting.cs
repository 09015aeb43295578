using System.Text.Json;
using Claviger.Config;
using Claviger.Control.Alerts;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Api;
using Claviger.IntegrationTests.Hosting;

namespace Claviger.IntegrationTests.Alerts;

/// <summary>What tests of alerts do again and again.</summary>
internal static class Alerting
{
    /// <param name="every">How often the background looks; null: never, so that a test is the only one who does.</param>
    public static ServerConfig Loopback(ServerConfig config, int mailPort = 0, TimeSpan? every = null) => config with
    {
        AlertsEvery = every ?? TimeSpan.FromDays(49), // the longest that a timer takes
        AlertsAllowPrivate = true,
        SmtpHost = mailPort == 0 ? null : "127.0.0.1",
        SmtpPort = mailPort,
        SmtpSecurity = "none",
        SmtpFrom = mailPort == 0 ? null : "claviger@example.org",
    };

    public static async Task<string> ChannelAsync(this TestGateway gateway, object body) => (await gateway.Ok(HttpMethod.Post, "/alert_channels", body)).GetProperty("alert_channel").Text("id");

    public static async Task<string> RuleAsync(this TestGateway gateway, object body) => (await gateway.Ok(HttpMethod.Post, "/alert_rules", body)).Text("id");

    public static Task<string> WebhookAsync(this TestGateway gateway, Uri address, string name = "ops hook") => gateway.ChannelAsync(new { name, channel_type = "webhook", url = new Uri(address, "/hook").ToString() });

    public static Task<int> EvaluateAsync(this TestGateway gateway) => gateway.Server.Service<EvaluateAlerts>().RunAsync(CancellationToken.None);

    public static Task<int> DeliverAsync(this TestGateway gateway) => gateway.Server.Service<DeliverAlerts>().RunAsync(CancellationToken.None);

    public static async Task<List<JsonElement>> ListAsync(this TestGateway gateway, string path) => [.. (await gateway.Ok(HttpMethod.Get, path)).GetProperty("data").EnumerateArray()];

    /// <summary>One request of the first key, booked.</summary>
    public static async Task SpendAsync(this TestGateway gateway, FakeTime time)
    {
        using var request = gateway.Message();
        (await gateway.Http.SendAsync(request)).EnsureSuccessStatusCode();
        await time.RowsAsync(gateway);
    }
}
