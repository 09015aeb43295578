using Claviger.Core.Keys;
using Claviger.Core.Leaks;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Claviger.Storage.Emergency;
using Xunit;

namespace Claviger.IntegrationTests.Leaks;

/// <summary>R5, R19: a leaked token ends though store or audit log take no change; what only the store knows is asked for again.</summary>
public sealed class Leaks_are_stopped_without_a_store
{
    [Fact]
    public async Task What_works_is_stopped_at_once_outlives_the_process_and_has_its_entry_once_the_log_is_back()
    {
        using var github = new GitHubSigner();
        await using var gateway = await github.StartAsync();
        var admin = await gateway.AdminKeyAsync(new { name = "leaked" });
        var path = "/api_keys/" + gateway.OtherKey.ApiKey.Id;
        var next = (await gateway.Ok(HttpMethod.Post, path + "/rotate", new { })).Text("secret");
        using var store = gateway.Store.Open();
        TestStore.RefuseInserts(store, "audit_entries");

        Assert.Equal(["true_positive", "true_positive", "true_positive", "false_positive"],
            await github.LabelsAsync(gateway, gateway.Key.Secret, gateway.OtherKey.Secret, admin.Secret, "clvk_no_token"));
        async Task InForceAsync()
        {
            Assert.Equal((401, 401, 200), (await StatusAsync(gateway, gateway.Key.Secret), await StatusAsync(gateway, gateway.OtherKey.Secret), await StatusAsync(gateway, next)));
            Assert.Equal(401, (int)(await gateway.AdminAsync(HttpMethod.Get, "/me", key: admin.Secret)).Status);
        }

        await InForceAsync();
        await gateway.RestartAsync();
        await InForceAsync();
        Assert.Empty(Leaked_tokens_are_ended.Entries(gateway));
        TestStore.TakeInserts(store, "audit_entries");
        await MergedAsync(gateway);

        await InForceAsync();
        var entries = Leaked_tokens_are_ended.Entries(gateway);
        Assert.Equal(["secret_ended", "secret_ended", "key_revoked"], entries.Select(entry => entry.GetProperty("detail").Text("effect")));
        Assert.All(entries, entry => Assert.StartsWith("emergency_", entry.GetProperty("detail").GetProperty("emergency").Text("id")));
        Assert.All(entries, entry => Assert.Equal(("github", github.Identifier), (entry.GetProperty("actor").Text("type"), entry.GetProperty("actor").Text("id"))));
        Assert.All(entries, entry => Assert.StartsWith("https://github.com/example/", entry.GetProperty("detail").GetProperty("places")[0].Text("url")));
        Assert.Equal(("inactive", "active"), ((await gateway.Ok(HttpMethod.Get, "/api_keys/" + gateway.Key.ApiKey.Id)).Text("status"), (await gateway.Ok(HttpMethod.Get, path)).Text("status")));
        await github.LabelsAsync(gateway, gateway.Key.Secret, gateway.OtherKey.Secret, admin.Secret); // sent again: it was seen there
        Assert.Equal(3, Leaked_tokens_are_ended.Entries(gateway).Count);
    }

    [Fact]
    public async Task What_the_snapshot_does_not_know_makes_it_a_503_and_the_rest_is_stopped_all_the_same()
    {
        using var github = new GitHubSigner();
        await using var gateway = await github.StartAsync(LeakPolicy.Quarantine);
        var invite = (await gateway.Ok(HttpMethod.Post, "/invites", new { email = "new@example.org", role = "user" })).Text("acceptance_token");
        var next = (await gateway.Ok(HttpMethod.Post, $"/api_keys/{gateway.Key.ApiKey.Id}/rotate", new { })).Text("secret");
        using var store = gateway.Store.Open();
        TestStore.RefuseInserts(store, "audit_entries");
        var body = GitHubSigner.Body(gateway.Key.Secret, invite);
        Assert.Equal(503, (await github.SendAsync(gateway, body)).Status);
        Assert.Equal((401, 401), (await StatusAsync(gateway, gateway.Key.Secret), await StatusAsync(gateway, next))); // the whole key, as quarantine means it

        TestStore.TakeInserts(store, "audit_entries");
        await MergedAsync(gateway);
        Assert.Equal(200, (await github.SendAsync(gateway, body)).Status);
        Assert.Equal(["key_disabled", "invite_deleted"], Leaked_tokens_are_ended.Entries(gateway).Select(entry => entry.GetProperty("detail").Text("effect")));
        await gateway.Ok(HttpMethod.Post, "/api_keys/" + gateway.Key.ApiKey.Id, new { status = "active" });
        Assert.Equal(200, await StatusAsync(gateway, next));
    }

    [Fact]
    public async Task A_persons_report_too()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var store = gateway.Store.Open();
        TestStore.RefuseInserts(store, "audit_entries");
        var report = await gateway.Ok(HttpMethod.Post, "/leak_reports", new { tokens = new[] { gateway.Key.Secret } });
        Assert.Equal("secret_ended", report.GetProperty("data")[0].Text("effect"));
        Assert.Equal(401, await StatusAsync(gateway, gateway.Key.Secret));
        TestStore.TakeInserts(store, "audit_entries");
        await MergedAsync(gateway);
        Assert.Equal("admin_key", Assert.Single(Leaked_tokens_are_ended.Entries(gateway)).GetProperty("actor").Text("type"));
    }

    /// <summary>An outage must not make a guess, a near miss or somebody without rights worth more than with a store.</summary>
    [Fact]
    public async Task Nobody_stops_more_than_with_a_store()
    {
        using var github = new GitHubSigner();
        await using var gateway = await github.StartAsync();
        var user = await gateway.JoinAsync("user");
        using var store = gateway.Store.Open();
        TestStore.RefuseInserts(store, "audit_entries");

        var forged = WithChecksum(gateway.Key.Secret[..16] + new string('0', 43)); // its id is public: any list shows it
        Assert.Equal(["false_positive", "false_positive"], await github.LabelsAsync(gateway, forged, WithChecksum(gateway.AdminKey[..16] + new string('0', 43))));
        Assert.Equal(503, (await gateway.Refused(HttpMethod.Post, "/leak_reports", new { tokens = new[] { gateway.Key.Secret } }, user.Secret)).Status); // the denial can't be written
        Assert.Equal(503, (await gateway.Refused(HttpMethod.Post, "/leak_reports", new { tokens = new[] { gateway.Key.Secret }, policy = "report" })).Status);
        using var unsigned = github.Request(GitHubSigner.Body(gateway.Key.Secret), signed: [1]);
        using var answer = await gateway.Http.SendAsync(unsigned);
        Assert.Equal(401, (int)answer.StatusCode);

        Assert.Empty(gateway.Server.Service<EmergencyJournal>().Pending);
        Assert.Equal(200, await StatusAsync(gateway, gateway.Key.Secret));
        TestStore.TakeInserts(store, "audit_entries");
    }

    private static string WithChecksum(string body)
    {
        var checksum = new char[6];
        Core.Base62.Encode(Crc32.Of(body), checksum);
        return body + new string(checksum);
    }

    private static Task<int> StatusAsync(TestGateway gateway, string secret) => Leaked_tokens_are_ended.StatusAsync(gateway, secret);

    private static async Task MergedAsync(TestGateway gateway)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (gateway.Server.Service<EmergencyJournal>().Pending.Count > 0) await Task.Delay(20, patience.Token);
    }
}
