using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Claviger.Storage.Emergency;
using Dapper;
using Xunit;

namespace Claviger.IntegrationTests.Api;

/// <summary>R5, R19: when the audit log takes no entry, changes are refused, and keys are stopped all the same.</summary>
public sealed class Access_is_taken_away_without_a_store
{
    [Theory]
    [InlineData("inactive", "platform_api_key_disabled")]
    [InlineData("archived", "platform_api_key_revoked")]
    public async Task A_key_stops_at_once_and_its_entry_is_in_the_log_once_the_log_is_back(string status, string type)
    {
        var fixture = new AdminFixture();
        await fixture.InitializeAsync();
        await using var gateway = fixture.Gateway;
        var key = gateway.Key.ApiKey.Id;
        Assert.Equal(200, await fixture.MessageStatusAsync(gateway.Key.Secret));
        using var store = fixture.Open();
        TestStore.RefuseInserts(store, "audit_entries");
        var before = fixture.LastSequence();

        foreach (var refused in new object[] { new { max_tokens_ceiling = 5 }, new { networks = new[] { "10.0.0.0/8" } }, new { status, max_tokens_ceiling = 5 } })
            Assert.Equal(503, (await fixture.RefusedAsync(HttpMethod.Post, "/api_keys/" + key, refused)).Status);
        Assert.Equal(404, (await fixture.RefusedAsync(HttpMethod.Post, "/api_keys/apikey_01unknown", new { status })).Status);

        Assert.Equal(status, (await fixture.PostAsync("/api_keys/" + key, new { status })).GetProperty("status").GetString());
        Assert.Equal(401, await fixture.MessageStatusAsync(gateway.Key.Secret));
        Assert.Equal(200, await fixture.MessageStatusAsync(gateway.OtherKey.Secret));
        Assert.Equal(1, (await fixture.GetAsync("/audit_log/status")).GetProperty("emergency_pending").GetInt32());
        Assert.Equal(before, fixture.LastSequence());

        TestStore.TakeInserts(store, "audit_entries");
        var journal = gateway.Server.Service<EmergencyJournal>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (journal.Pending.Count > 0) await Task.Delay(20, patience.Token);

        var entry = Assert.Single(fixture.EntriesAfter(before));
        Assert.Equal((type, key, "admin_key"), (entry.GetProperty("type").GetString(), entry.GetProperty("target").GetString(), entry.GetProperty("actor").GetProperty("type").GetString()));
        Assert.StartsWith("emergency_", entry.GetProperty("detail").GetProperty("emergency").GetProperty("id").GetString());
        Assert.Equal(status, (await fixture.GetAsync("/api_keys/" + key)).GetProperty("status").GetString());
        Assert.Equal(401, await fixture.MessageStatusAsync(gateway.Key.Secret));
        if (status == "archived") return;
        await fixture.PostAsync("/api_keys/" + key, new { status = "active" });
        Assert.Equal(200, await fixture.MessageStatusAsync(gateway.Key.Secret));
    }

    /// <summary>R15: leaving, archiving and ending an admin key wait for no disk either; each is in the log once the log is back, as if it had been there.</summary>
    [Theory]
    [InlineData("member", "org_user_deleted")]
    [InlineData("workspace", "platform_workspace_archived")]
    [InlineData("admin_key", "admin_api_key_deleted")]
    public async Task So_do_members_workspaces_and_admin_keys(string what, string type)
    {
        var fixture = new AdminFixture();
        await fixture.InitializeAsync();
        await using var gateway = fixture.Gateway;
        var place = (await gateway.Ok(HttpMethod.Post, "/workspaces", new { name = "Ending", environment = "staging" })).Text("id");
        var leaver = await gateway.JoinAsync("developer", place, "workspace_developer");
        var personal = (await gateway.Ok(HttpMethod.Post, "/api_keys", new { workspace_id = place, service = "laptop", personal = true }, leaver.Secret)).Text("secret");
        var service = (await gateway.Ok(HttpMethod.Post, "/api_keys", new { workspace_id = place, service = "search" }, leaver.Secret)).Text("secret");
        var weak = await gateway.AdminKeyAsync(new { name = "weak", scopes = new[] { "members.read", "workspaces.read" } });
        var path = what switch { "member" => $"/users/{leaver.Id}/offboard", "workspace" => $"/workspaces/{place}/archive", _ => $"/admin_keys/{leaver.KeyId}" };
        object? body = what == "admin_key" ? new { status = "archived" } : null;
        using var store = fixture.Open();
        TestStore.RefuseInserts(store, "audit_entries");
        var before = fixture.LastSequence();

        Assert.Equal(503, (await gateway.Refused(HttpMethod.Post, path, body, weak.Secret)).Status); // may not, and can't be told so without a log: nothing was stopped
        await gateway.Ok(HttpMethod.Get, "/me", key: leaver.Secret);
        foreach (var (refused, with) in new (string, object)[] { ($"/users/{leaver.Id}/offboard", new { rotate = true }), ($"/users/{leaver.Id}", new { role = "admin" }), ($"/admin_keys/{leaver.KeyId}", new { name = "renamed" }), ("/workspaces", new { name = "Another" }) })
            Assert.Equal(503, (await gateway.Refused(HttpMethod.Post, refused, with)).Status);
        await gateway.Ok(HttpMethod.Post, path, body);

        async Task InForceAsync()
        {
            Assert.Equal(what == "admin_key" ? 200 : 401, await fixture.MessageStatusAsync(personal));
            Assert.Equal(what == "workspace" ? 401 : 200, await fixture.MessageStatusAsync(service));
            Assert.Equal(what == "workspace" ? 200 : 401, (int)(await gateway.AdminAsync(HttpMethod.Get, "/me", key: leaver.Secret)).Status);
            Assert.Equal(200, await fixture.MessageStatusAsync(gateway.Key.Secret));
        }

        await InForceAsync();
        Assert.Equal(before, fixture.LastSequence());
        await gateway.RestartAsync(); // what is in the journal outlives the process
        await InForceAsync();
        TestStore.TakeInserts(store, "audit_entries");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (gateway.Server.Service<EmergencyJournal>().Pending.Count > 0) await Task.Delay(20, patience.Token);

        await InForceAsync();
        var entries = fixture.EntriesAfter(before);
        Assert.StartsWith("emergency_", Assert.Single(entries, entry => entry.Text("type") == type).GetProperty("detail").GetProperty("emergency").Text("id"));
        if (what != "member") return;
        Assert.Equal(404, (await gateway.Refused(HttpMethod.Get, "/users/" + leaver.Id)).Status);
        var report = (await gateway.Ok(HttpMethod.Get, "/offboardings?limit=1")).GetProperty("data")[0];
        Assert.Equal(leaver.Id, report.GetProperty("user").Text("id"));
        Assert.Equal("search", report.GetProperty("service_keys")[0].Text("name").Split('-')[^1]);
    }

    /// <summary>Without a store nobody can look whether another admin is left: the snapshot must show one.</summary>
    [Fact]
    public async Task But_not_the_last_admin()
    {
        var fixture = new AdminFixture();
        await fixture.InitializeAsync();
        await using var gateway = fixture.Gateway;
        var admin = (await gateway.Ok(HttpMethod.Get, "/users")).GetProperty("data")[0].Text("id");
        await gateway.JoinAsync("user");
        using var store = fixture.Open();
        TestStore.RefuseInserts(store, "audit_entries");

        Assert.Equal(400, (await gateway.Refused(HttpMethod.Delete, "/users/" + admin)).Status);
        TestStore.TakeInserts(store, "audit_entries");
    }

    [Fact]
    public async Task Its_running_requests_are_cut_as_they_would_be_with_a_store()
    {
        await using var upstream = RawUpstream.Start();
        await using var gateway = await TestGateway.StartAsync(serverConfig: config => config with { UpstreamUrl = upstream.Address });
        var stream = new PausedStream(upstream);
        using var client = await PausedStream.BeginAsync(gateway, gateway.Key.Secret);
        using var store = gateway.Store.Open();
        TestStore.RefuseInserts(store, "audit_entries");

        var (status, _) = await gateway.AdminAsync(HttpMethod.Post, "/api_keys/" + gateway.Key.ApiKey.Id, new { status = "archived", cut_requests = true });

        Assert.Equal(200, (int)status);
        Assert.Null(await client.ReadSomeAsync());
        stream.GoOn();
        TestStore.TakeInserts(store, "audit_entries");
    }
}
