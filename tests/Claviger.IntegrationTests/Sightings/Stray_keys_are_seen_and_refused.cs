using System.Text.Json;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Api;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Sightings;

/// <summary>S4, S8: a key that strays into another environment, or into another service, is seen; and refused where somebody said so.</summary>
public sealed class Stray_keys_are_seen_and_refused : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private TestGateway Gateway { get; set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await TestGateway.StartAsync(options => options with { RequestsRecorded = 100 }, clock: _time.Clock);

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    [Fact]
    public async Task A_staging_key_in_productions_network_is_seen_then_refused_and_sends_nothing()
    {
        var key = await KeyAsync("staging-stray");
        await Gateway.Ok(HttpMethod.Post, "/environments/production", new { networks = new[] { "127.0.0.0/8" }, block = false });
        Assert.Equal((200, null), await AskAsync(key.Secret));
        var seen = await SeenAsync(key.Id, count: 1);
        Assert.Equal(("127.0.0.0/24", "production", "Anthropic/Python"), (seen[0].Text("network"), seen[0].Text("environment"), seen[0].Text("client")));

        await Gateway.Ok(HttpMethod.Post, "/environments/production", new { block = true });
        var before = Gateway.Simulator.Bill.Requests;
        Assert.Equal((403, "permission_error"), await AskAsync(key.Secret));
        Assert.Equal((200, null), await AskAsync(Gateway.Key.Secret)); // production's own
        Assert.Equal(before + 1, Gateway.Simulator.Bill.Requests);

        await Gateway.Ok(HttpMethod.Delete, "/environments/production");
        Assert.Equal((200, null), await AskAsync(key.Secret));
        var finding = await FindingAsync("environments-apart");
        Assert.Contains(finding.GetProperty("evidence").EnumerateArray(), evidence => evidence.GetProperty("subject").Text("id") == key.Id && evidence.Text("level") == "fail");
    }

    [Fact]
    public async Task A_second_program_is_seen_and_found()
    {
        var key = await KeyAsync("staging-shared");
        await AskAsync(key.Secret);
        await AskAsync(key.Secret, userAgent: "AsyncAnthropic/Python 0.90.0"); // the same program
        await AskAsync(key.Secret, userAgent: "curl/8.5.0");
        Assert.Equal(["Anthropic/Python", "curl"], (await SeenAsync(key.Id, count: 2)).Select(seen => seen.Text("client")).Order(StringComparer.Ordinal));
        var evidence = Assert.Single((await FindingAsync("one-service-per-key")).GetProperty("evidence").EnumerateArray(), evidence => evidence.GetProperty("subject").Text("id") == key.Id);
        Assert.Contains("Anthropic/Python", evidence.Text("text"));
        Assert.Contains("curl", evidence.Text("text"));
    }

    [Fact]
    public async Task A_caller_that_says_it_is_another_service_is_refused_and_the_header_stays_here()
    {
        var key = await KeyAsync("staging-search");
        Assert.Equal((200, null), await AskAsync(key.Secret, service: "search"));
        Assert.DoesNotContain(Gateway.Simulator.Recorded[^1].Headers, header => header.Key.Equals("claviger-service", StringComparison.OrdinalIgnoreCase));
        var before = Gateway.Simulator.Bill.Requests;
        Assert.Equal((403, "permission_error"), await AskAsync(key.Secret, service: "checkout"));
        Assert.Equal((403, "permission_error"), await AskAsync(key.Secret, service: ""));
        Assert.Equal(before, Gateway.Simulator.Bill.Requests);
    }

    [Theory]
    [InlineData("production", """{"networks":["10.1.2.3/8"]}""", 400, "networks")]
    [InlineData("production", """{"networks":["nonsense"]}""", 400, "networks")]
    [InlineData("production", """{"networks":["::ffff:10.0.0.0/104"]}""", 400, "networks")]
    [InlineData("Production", """{"block":true}""", 400, "name")]
    [InlineData("two words", """{"block":true}""", 400, "name")]
    [InlineData("overlapping", """{"networks":["10.9.4.0/24"]}""", 409, "networks")]
    [InlineData("production", """{"blocks":true}""", 400, "blocks")]
    public async Task Bad_networks_and_names_are_refused(string name, string body, int status, string field)
    {
        await Gateway.Ok(HttpMethod.Post, "/environments/wide", new { networks = new[] { "10.9.0.0/16" } });
        var (code, answer) = await Gateway.AdminAsync(HttpMethod.Post, $"/environments/{Uri.EscapeDataString(name)}", body);
        Assert.Equal((status, field), ((int)code, AdminFixture.Read((int)code, answer).Field));
    }

    [Fact]
    public async Task Environments_are_listed_whether_declared_or_only_named()
    {
        await Gateway.Ok(HttpMethod.Post, "/environments/wide", new { networks = new[] { "10.9.0.0/16" } });
        var all = (await Gateway.Ok(HttpMethod.Get, "/environments")).GetProperty("data").EnumerateArray().ToDictionary(one => one.Text("name"));
        Assert.Equal("10.9.0.0/16", all["wide"].GetProperty("networks")[0].GetString());
        Assert.Equal(0, all["staging"].GetProperty("networks").GetArrayLength());
        Assert.Equal(Gateway.WorkspaceId("Staging"), all["staging"].GetProperty("workspaces")[0].GetString());
    }

    private async Task<(string Id, string Secret)> KeyAsync(string name)
    {
        var made = await Gateway.Ok(HttpMethod.Post, "/api_keys", new { workspace_id = Gateway.WorkspaceId("Staging"), name });
        return (made.GetProperty("api_key").Text("id"), made.Text("secret"));
    }

    private async Task<(int Status, string? Type)> AskAsync(string key, string userAgent = "Anthropic/Python 0.84.0", string? service = null)
    {
        using var request = Gateway.Message(key: key);
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        if (service is not null) request.Headers.TryAddWithoutValidation("claviger-service", service);
        using var answer = await Gateway.Http.SendAsync(request);
        var body = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        return ((int)answer.StatusCode, answer.IsSuccessStatusCode ? null : body.GetProperty("error").Text("type"));
    }

    /// <summary>They are stored a little after the request.</summary>
    private Task<IReadOnlyList<JsonElement>> SeenAsync(string key, int count) => _time.UntilAsync(SoonSeenAsync(key, count), TimeSpan.FromMilliseconds(20));

    private async Task<IReadOnlyList<JsonElement>> SoonSeenAsync(string key, int count)
    {
        while (true)
        {
            var seen = (await Gateway.Ok(HttpMethod.Get, $"/api_keys/{key}/sightings")).GetProperty("data").EnumerateArray().ToList();
            if (seen.Count >= count) return seen;
        }
    }

    private async Task<JsonElement> FindingAsync(string control) =>
        (await Gateway.Ok(HttpMethod.Get, "/checklist")).GetProperty("findings").EnumerateArray().Single(finding => finding.Text("control_id") == control);
}
