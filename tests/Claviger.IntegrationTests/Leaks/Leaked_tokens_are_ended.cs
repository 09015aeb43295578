using System.Text.Json;
using Claviger.Core.Keys;
using Claviger.Core.Leaks;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Dapper;
using Xunit;

namespace Claviger.IntegrationTests.Leaks;

/// <summary>R5, X4: what GitHub finds is refused when its report is answered, by policy, with an entry that names no token.</summary>
public sealed class Leaked_tokens_are_ended
{
    [Fact]
    public async Task Each_kind_is_known_and_ended_and_nothing_else_is()
    {
        using var github = new GitHubSigner();
        await using var gateway = await github.StartAsync();
        var admin = await gateway.AdminKeyAsync(new { name = "leaked" });
        var invite = (await gateway.Ok(HttpMethod.Post, "/invites", new { email = "new@example.org", role = "user" })).Text("acceptance_token");
        var mistyped = gateway.Key.Secret[..^1] + (gateway.Key.Secret[^1] == 'A' ? 'B' : 'A');
        var nobodys = KeyToken.New(KeyTokenKind.ApiKey);

        Assert.Equal(["true_positive", "true_positive", "true_positive", "false_positive", "false_positive", "false_positive"],
            await github.LabelsAsync(gateway, gateway.Key.Secret, admin.Secret, invite, mistyped, nobodys, "ghp_somebody_elses"));

        Assert.Equal(401, await StatusAsync(gateway, gateway.Key.Secret));
        Assert.Equal(200, await StatusAsync(gateway, gateway.OtherKey.Secret));
        Assert.Equal(401, (await gateway.Refused(HttpMethod.Get, "/me", key: admin.Secret)).Status);
        Assert.Equal(401, (await gateway.Refused(HttpMethod.Post, "/invites/accept", new { acceptance_token = invite }, key: "")).Status);
        Assert.Equal("archived", (await gateway.Ok(HttpMethod.Get, "/admin_keys/" + admin.Id)).Text("status"));

        var entries = Entries(gateway);
        Assert.Equal(
            [("platform_api_key_leak_reported", "secret_ended"), ("admin_api_key_leak_reported", "key_revoked"), ("org_user_invite_leak_reported", "invite_deleted")],
            entries.Select(entry => (entry.Text("type"), entry.GetProperty("detail").Text("effect"))));
        Assert.All(entries, entry => Assert.Equal(("github", github.Identifier), (entry.GetProperty("actor").Text("type"), entry.GetProperty("actor").Text("id"))));
        Assert.All(entries, entry => Assert.Equal("https://github.com/example/app/blob/1a2b3c/.env", entry.GetProperty("detail").GetProperty("places")[0].Text("url")));
        Assert.Equal((gateway.Key.ApiKey.Id, gateway.Key.Secret.Substring(5, 11)), (entries[0].Text("target"), entries[0].GetProperty("detail").Text("secret")));
        Assert.DoesNotContain(new[] { gateway.Key.Secret, admin.Secret, invite }, token => entries.Any(entry => entry.ToString().Contains(token[16..40], StringComparison.Ordinal)));
    }

    /// <summary>The key's limits, spend and history belong to its record: a rotation gives it a secret again.</summary>
    [Fact]
    public async Task The_last_secret_of_a_key_leaves_it_disabled_and_a_rotation_mends_it()
    {
        using var github = new GitHubSigner();
        await using var gateway = await github.StartAsync();
        var path = "/api_keys/" + gateway.Key.ApiKey.Id;
        await github.LabelsAsync(gateway, gateway.Key.Secret);
        Assert.Equal("inactive", (await gateway.Ok(HttpMethod.Get, path)).Text("status"));
        await gateway.Ok(HttpMethod.Post, path, new { status = "active" });
        Assert.Equal(401, await StatusAsync(gateway, gateway.Key.Secret)); // enabling revives no secret

        var rotated = await gateway.Ok(HttpMethod.Post, path + "/rotate", new { });
        Assert.Equal((200, 401), (await StatusAsync(gateway, rotated.Text("secret")), await StatusAsync(gateway, gateway.Key.Secret)));
        Assert.Equal("ended", rotated.GetProperty("previous").Text("status"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_other_secret_of_a_key_in_rotation_goes_on(bool newOneLeaks)
    {
        using var github = new GitHubSigner();
        await using var gateway = await github.StartAsync();
        var path = "/api_keys/" + gateway.Key.ApiKey.Id;
        var next = (await gateway.Ok(HttpMethod.Post, path + "/rotate", new { })).Text("secret");
        var (leaked, other) = newOneLeaks ? (next, gateway.Key.Secret) : (gateway.Key.Secret, next);

        await github.LabelsAsync(gateway, leaked);
        Assert.Equal((401, 200), (await StatusAsync(gateway, leaked), await StatusAsync(gateway, other)));
        Assert.Equal("active", (await gateway.Ok(HttpMethod.Get, path)).Text("status"));

        // And it can be rotated again: the old one keeps the end that it had, or gets one.
        var third = (await gateway.Ok(HttpMethod.Post, path + "/rotate", new { })).Text("secret");
        Assert.Equal((401, 200, 200), (await StatusAsync(gateway, leaked), await StatusAsync(gateway, other), await StatusAsync(gateway, third)));
    }

    [Fact]
    public async Task A_quarantined_key_is_disabled_as_a_whole_until_it_is_enabled_and_the_same_report_stops_it_once()
    {
        using var github = new GitHubSigner();
        await using var gateway = await github.StartAsync(LeakPolicy.Quarantine);
        var admin = await gateway.AdminKeyAsync(new { name = "leaked" });
        var path = "/api_keys/" + gateway.Key.ApiKey.Id;
        var next = (await gateway.Ok(HttpMethod.Post, path + "/rotate", new { })).Text("secret");
        await github.LabelsAsync(gateway, gateway.Key.Secret, admin.Secret);
        Assert.Equal((401, 401), (await StatusAsync(gateway, gateway.Key.Secret), await StatusAsync(gateway, next)));
        Assert.Equal("inactive", (await gateway.Ok(HttpMethod.Get, "/admin_keys/" + admin.Id)).Text("status"));
        Assert.Equal(2, Entries(gateway).Count);

        await gateway.Ok(HttpMethod.Post, path, new { status = "active" });
        Assert.Equal(["true_positive"], await github.LabelsAsync(gateway, gateway.Key.Secret)); // the same place: a report that somebody kept
        Assert.Equal((200, 2), (await StatusAsync(gateway, gateway.Key.Secret), Entries(gateway).Count));
        await github.SendAsync(gateway, GitHubSigner.Body((gateway.Key.Secret, "https://github.com/example/elsewhere")));
        Assert.Equal((401, 3), (await StatusAsync(gateway, gateway.Key.Secret), Entries(gateway).Count));
    }

    [Fact]
    public async Task Where_the_policy_is_to_report_there_is_an_entry_and_nothing_else()
    {
        using var github = new GitHubSigner();
        await using var gateway = await github.StartAsync(LeakPolicy.Report);
        var admin = await gateway.AdminKeyAsync(new { name = "leaked" });
        Assert.Equal(["true_positive", "true_positive"], await github.LabelsAsync(gateway, gateway.Key.Secret, admin.Secret));
        Assert.Equal(200, await StatusAsync(gateway, gateway.Key.Secret));
        await gateway.Ok(HttpMethod.Get, "/me", key: admin.Secret);
        Assert.All(Entries(gateway), entry => Assert.Equal(("report", "none"), (entry.GetProperty("detail").Text("policy"), entry.GetProperty("detail").Text("effect"))));
        Assert.Equal(2, Entries(gateway).Count);
    }

    [Fact]
    public async Task What_had_ended_is_known_all_the_same_and_its_entry_says_that_nothing_was_done()
    {
        using var github = new GitHubSigner();
        await using var gateway = await github.StartAsync();
        var admin = await gateway.AdminKeyAsync(new { name = "old" });
        await gateway.Ok(HttpMethod.Post, "/admin_keys/" + admin.Id, new { status = "archived" });
        var rotated = await gateway.Ok(HttpMethod.Post, $"/api_keys/{gateway.Key.ApiKey.Id}/rotate", new { leaked = true });
        await gateway.Ok(HttpMethod.Post, "/api_keys/" + gateway.OtherKey.ApiKey.Id, new { status = "archived" });
        var invite = (await gateway.Ok(HttpMethod.Post, "/invites", new { email = "used@example.org", role = "user" })).Text("acceptance_token");
        await gateway.AcceptAsync(invite);

        Assert.Equal(Enumerable.Repeat("true_positive", 4), await github.LabelsAsync(gateway, admin.Secret, gateway.Key.Secret, gateway.OtherKey.Secret, invite));
        Assert.All(Entries(gateway), entry => Assert.Equal(("none", JsonValueKind.Null), (entry.GetProperty("detail").Text("effect"), entry.GetProperty("detail").GetProperty("before").ValueKind)));
        Assert.Equal(4, Entries(gateway).Count);
        Assert.Equal(200, await StatusAsync(gateway, rotated.Text("secret")));
    }

    [Fact]
    public async Task A_disabled_key_whose_secret_leaked_cannot_be_enabled_into_use()
    {
        using var github = new GitHubSigner();
        await using var gateway = await github.StartAsync();
        var path = "/api_keys/" + gateway.Key.ApiKey.Id;
        await gateway.Ok(HttpMethod.Post, path, new { status = "inactive" });
        await github.LabelsAsync(gateway, gateway.Key.Secret);
        Assert.Equal("secret_ended", Assert.Single(Entries(gateway)).GetProperty("detail").Text("effect"));
        await gateway.Ok(HttpMethod.Post, path, new { status = "active" });
        Assert.Equal(401, await StatusAsync(gateway, gateway.Key.Secret));
    }

    [Fact]
    public async Task Many_places_of_one_token_are_one_entry_that_names_ten()
    {
        using var github = new GitHubSigner();
        await using var gateway = await github.StartAsync();
        await github.SendAsync(gateway, GitHubSigner.Body(Enumerable.Range(0, 2_000).Select(i => (gateway.Key.Secret, $"https://github.com/example/{i}/\u202e{new string('字', 400)}?t={gateway.Key.Secret}"))));
        var detail = Assert.Single(Entries(gateway)).GetProperty("detail");
        Assert.Equal((10, 1_990), (detail.GetProperty("places").GetArrayLength(), detail.GetProperty("more_places").GetInt32()));
        Assert.DoesNotContain(detail.GetProperty("places").EnumerateArray(), place => place.Text("url").Contains('\u202e'));
    }

    /// <summary>R5's other half: streams that run with it are ended too.</summary>
    [Fact]
    public async Task Running_requests_of_the_secret_are_cut()
    {
        using var github = new GitHubSigner();
        await using var upstream = RawUpstream.Start();
        await using var gateway = await github.StartAsync(config: own => own with { UpstreamUrl = upstream.Address });
        var stream = new PausedStream(upstream);
        using var client = await PausedStream.BeginAsync(gateway, gateway.Key.Secret);
        await github.LabelsAsync(gateway, gateway.Key.Secret);
        Assert.Null(await client.ReadSomeAsync());
        stream.GoOn();
    }

    internal static async Task<int> StatusAsync(TestGateway gateway, string secret)
    {
        using var request = gateway.Message(key: secret);
        using var answer = await gateway.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>Of leak reports, as stored.</summary>
    internal static IReadOnlyList<JsonElement> Entries(TestGateway gateway)
    {
        using var store = gateway.Store.Open();
        return store.Query<byte[]>("SELECT entry FROM audit_entries WHERE kind IN (308, 403, 513) ORDER BY sequence").Select(entry => JsonSerializer.Deserialize<JsonElement>(entry)).ToList();
    }
}
