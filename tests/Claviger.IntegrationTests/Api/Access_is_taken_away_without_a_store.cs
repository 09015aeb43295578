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

    [Fact]
    public async Task Its_running_requests_are_cut_as_they_would_be_with_a_store()
    {
        await using var upstream = RawUpstream.Start();
        await using var gateway = await TestGateway.StartAsync(serverConfig: config => config with { UpstreamUrl = upstream.Address });
        var goOn = new TaskCompletionSource();
        const string start = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"model\":\"claude-haiku-4-5\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n";
        upstream.Answer(async answer =>
        {
            await answer.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: {start.Length + 1}\r\n\r\n{start}"));
            await goOn.Task;
        });
        using var client = await RawConnection.OpenAsync(gateway.Url);
        await client.SendAsync(RawRequest.Message(gateway.Key.Secret, RawRequest.HelloStream));
        await client.ReadHeadAsync();
        await client.ReadEventsAsync(1);
        using var store = gateway.Store.Open();
        TestStore.RefuseInserts(store, "audit_entries");

        var (status, _) = await gateway.AdminAsync(HttpMethod.Post, "/api_keys/" + gateway.Key.ApiKey.Id, new { status = "archived", cut_requests = true });

        Assert.Equal(200, (int)status);
        Assert.Null(await client.ReadSomeAsync());
        goOn.SetResult();
        TestStore.TakeInserts(store, "audit_entries");
    }
}
