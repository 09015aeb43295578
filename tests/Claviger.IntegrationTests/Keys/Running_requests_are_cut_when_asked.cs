using Claviger.Core.Usage;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Keys;

/// <summary>R5: open streams of a stopped secret end when asked, are booked at what upstream bills, and nobody else's are touched.</summary>
public sealed class Running_requests_are_cut_when_asked
{
    [Theory]
    [InlineData("", """{"status":"archived","cut_requests":true}""", true)]
    [InlineData("", """{"status":"inactive","cut_requests":true}""", true)]
    [InlineData("/rotate", """{"leaked":true,"cut_requests":true}""", true)]
    [InlineData("", """{"status":"archived"}""", false)]
    [InlineData("/rotate", """{"leaked":true}""", false)]
    public async Task Only_those_of_what_was_stopped(string path, string body, bool cut)
    {
        await using var upstream = RawUpstream.Start();
        await using var gateway = await TestGateway.StartAsync(serverConfig: config => config with { UpstreamUrl = upstream.Address });
        var settled = new SettledRequests(gateway);
        var stream = new PausedStream(upstream, answers: 2);
        using var stopped = await PausedStream.BeginAsync(gateway, gateway.Key.Secret);
        using var bystander = await PausedStream.BeginAsync(gateway, gateway.OtherKey.Secret);

        var (status, _) = await gateway.AdminAsync(HttpMethod.Post, $"/api_keys/{gateway.Key.ApiKey.Id}{path}", body);
        Assert.Equal(200, (int)status);
        if (cut) Assert.Null(await stopped.ReadSomeAsync()); // before upstream says another word
        stream.GoOn();
        if (!cut) await PausedStream.ReadToEndAsync(stopped);
        await PausedStream.ReadToEndAsync(bystander);

        for (var i = 0; i < 2; i++) Assert.Equal((UsageOutcome.Completed, 1_050_000L), ((await settled.NextAsync()).Record is var record ? (record.Outcome, record.Cost.Nanos) : default));
    }

    [Fact]
    public async Task A_key_that_was_enabled_again_is_not_cut_again()
    {
        await using var gateway = await TestGateway.StartAsync();
        var path = $"/api_keys/{gateway.Key.ApiKey.Id}";
        await gateway.AdminAsync(HttpMethod.Post, path, new { status = "inactive", cut_requests = true });
        await gateway.AdminAsync(HttpMethod.Post, path, new { status = "active" });
        for (var i = 0; i < 3; i++)
        {
            using var answer = await gateway.Http.SendAsync(gateway.Message());
            Assert.Equal(200, (int)answer.StatusCode);
            await gateway.AdminAsync(HttpMethod.Post, path, new { max_tokens_ceiling = 5000 + i }); // another snapshot, with the old cut still in it
        }
    }

    [Fact]
    public async Task A_cut_needs_a_key_that_is_being_stopped()
    {
        await using var gateway = await TestGateway.StartAsync();
        var (status, answer) = await gateway.AdminAsync(HttpMethod.Post, $"/api_keys/{gateway.Key.ApiKey.Id}", new { name = "prod-backend", cut_requests = true });
        Assert.Equal((400, "cut_requests"), ((int)status, answer.GetProperty("error").GetProperty("details").GetProperty("field").GetString()));
    }

    /// <summary>R15: leaving cuts what runs under one's own key, and nothing of a service.</summary>
    [Fact]
    public async Task Those_of_a_leavers_personal_key_and_no_services()
    {
        await using var upstream = RawUpstream.Start();
        await using var gateway = await TestGateway.StartAsync(serverConfig: config => config with { UpstreamUrl = upstream.Address });
        var settled = new SettledRequests(gateway);
        var stream = new PausedStream(upstream, answers: 2);
        var place = gateway.WorkspaceId("Staging");
        var leaver = await gateway.JoinAsync("developer", place, "workspace_developer");
        async Task<string> KeyAsync(string service, bool personal) =>
            (await gateway.Ok(HttpMethod.Post, "/api_keys", new { workspace_id = place, service, personal }, leaver.Secret)).Text("secret");
        using var own = await PausedStream.BeginAsync(gateway, await KeyAsync("laptop", personal: true));
        using var service = await PausedStream.BeginAsync(gateway, await KeyAsync("search", personal: false));

        await gateway.Ok(HttpMethod.Post, $"/users/{leaver.Id}/offboard");

        Assert.Null(await own.ReadSomeAsync()); // before upstream says another word
        stream.GoOn();
        await PausedStream.ReadToEndAsync(service);
        for (var i = 0; i < 2; i++) Assert.Equal(UsageOutcome.Completed, (await settled.NextAsync()).Record.Outcome);
    }
}
