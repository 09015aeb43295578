using Claviger.Core.Keys;
using Claviger.Core.Leaks;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Api;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Leaks;

public sealed class People_report_leaks_too
{
    [Fact]
    public async Task With_the_same_effect_and_again_each_time_they_do()
    {
        await using var gateway = await TestGateway.StartAsync(serverConfig: config => config with { LeakPolicy = LeakPolicy.Quarantine });
        var nobodys = KeyToken.New(KeyTokenKind.ApiKey);
        var body = new { tokens = new[] { gateway.Key.Secret, nobodys, "nonsense" }, url = "https://wiki.example.org/on-call" };
        var report = await gateway.Ok(HttpMethod.Post, "/leak_reports", body);
        Assert.Equal(("leak_report", "quarantine"), (report.Text("type"), report.Text("policy")));
        Assert.Equal(
            [(GitHubSigner.Hash(gateway.Key.Secret), "true_positive", "key_disabled", gateway.Key.ApiKey.Id), (GitHubSigner.Hash(nobodys), "false_positive", "none", null), (GitHubSigner.Hash("nonsense"), "false_positive", "none", null)],
            report.GetProperty("data").EnumerateArray().Select(line => (line.Text("token_hash"), line.Text("label"), line.Text("effect"), line.Child("id")?.GetString())));
        Assert.DoesNotContain(gateway.Key.Secret[16..40], report.ToString());

        await gateway.Ok(HttpMethod.Post, "/api_keys/" + gateway.Key.ApiKey.Id, new { status = "active" });
        await gateway.Ok(HttpMethod.Post, "/leak_reports", body);
        Assert.Equal(401, await Leaked_tokens_are_ended.StatusAsync(gateway, gateway.Key.Secret));
        var entries = Leaked_tokens_are_ended.Entries(gateway);
        Assert.Equal(2, entries.Count);
        Assert.All(entries, entry => Assert.Equal(("admin_key", "https://wiki.example.org/on-call", "reported by hand"),
            (entry.GetProperty("actor").Text("type"), entry.GetProperty("detail").GetProperty("places")[0].Text("url"), entry.GetProperty("detail").GetProperty("places")[0].Text("source"))));
    }

    [Fact]
    public async Task And_may_say_what_is_to_be_done()
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.Ok(HttpMethod.Post, "/leak_reports", new { tokens = new[] { gateway.Key.Secret }, policy = "report" });
        Assert.Equal(200, await Leaked_tokens_are_ended.StatusAsync(gateway, gateway.Key.Secret));
        await gateway.Ok(HttpMethod.Post, "/leak_reports", new { tokens = new[] { gateway.Key.Secret } });
        Assert.Equal(401, await Leaked_tokens_are_ended.StatusAsync(gateway, gateway.Key.Secret));
    }

    /// <summary>The token itself is the proof: who may rotate keys in one workspace may report one of another, and who may not is denied with an entry.</summary>
    [Fact]
    public async Task Who_may_rotate_keys_somewhere()
    {
        await using var gateway = await TestGateway.StartAsync();
        var developer = await gateway.JoinAsync("user", gateway.WorkspaceId("Staging"), "workspace_developer");
        var user = await gateway.JoinAsync("user");
        Assert.Equal(403, (await gateway.Refused(HttpMethod.Post, "/leak_reports", new { tokens = new[] { gateway.Key.Secret } }, user.Secret)).Status);
        var denied = Assert.Single(Leaked_tokens_are_ended.Entries(gateway));
        Assert.Equal(("denied", user.Id), (denied.Text("outcome"), denied.GetProperty("actor").Text("id")));
        Assert.Equal(200, await Leaked_tokens_are_ended.StatusAsync(gateway, gateway.Key.Secret));

        await gateway.Ok(HttpMethod.Post, "/leak_reports", new { tokens = new[] { gateway.Key.Secret } }, developer.Secret);
        Assert.Equal(401, await Leaked_tokens_are_ended.StatusAsync(gateway, gateway.Key.Secret));
    }

    [Theory]
    [InlineData("{\"tokens\":[]}", "tokens")]
    [InlineData("{}", "tokens")]
    [InlineData("{\"tokens\":\"clvk_\"}", "tokens")]
    [InlineData("{\"tokens\":[\"a\"],\"policy\":\"shrug\"}", "policy")]
    [InlineData("{\"tokens\":[\"a\"],\"source\":\"x\"}", "source")]
    public async Task What_is_wrong_is_named(string body, string field)
    {
        await using var gateway = await TestGateway.StartAsync();
        var (status, answer) = await gateway.AdminAsync(HttpMethod.Post, "/leak_reports", body);
        Assert.Equal((400, field), AdminFixture.Read((int)status, answer) is var read ? (read.Status, read.Field) : default);
    }
}
