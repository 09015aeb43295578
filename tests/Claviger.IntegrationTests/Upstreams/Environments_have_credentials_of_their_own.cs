using System.Text.Json;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Api;
using Claviger.IntegrationTests.Hosting;
using Claviger.Simulator;
using Xunit;

namespace Claviger.IntegrationTests.Upstreams;

/// <summary>S2: a workspace's requests go out with its own Anthropic key, and nobody ever sees one.</summary>
public sealed class Environments_have_credentials_of_their_own : IAsyncLifetime
{
    private const string Second = "sk-ant-api03-second";

    private TestGateway Gateway { get; set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await TestGateway.StartAsync(options => options with { RequestsRecorded = 100 });

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    [Fact]
    public async Task From_the_next_request_on_and_after_a_restart()
    {
        var made = await Gateway.Ok(HttpMethod.Post, "/upstreams", new { name = "staging", api_key = Second });
        Assert.False(made.GetProperty("is_default").GetBoolean());
        await AskAsync(Gateway.OtherKey.Secret);
        Assert.Equal(SimulatorOptions.DefaultUpstreamKey, Sent());
        await Gateway.Ok(HttpMethod.Post, $"/workspaces/{Gateway.WorkspaceId("Staging")}/upstream", new { upstream_id = made.Text("id") });
        await AskAsync(Gateway.OtherKey.Secret);
        Assert.Equal(Second, Sent());
        await AskAsync(Gateway.Key.Secret);
        Assert.Equal(SimulatorOptions.DefaultUpstreamKey, Sent());

        await Gateway.Ok(HttpMethod.Post, "/upstreams/" + made.Text("id"), new { api_key = "sk-ant-api03-third" });
        await AskAsync(Gateway.OtherKey.Secret);
        Assert.Equal("sk-ant-api03-third", Sent());
        await Gateway.RestartAsync();
        await AskAsync(Gateway.OtherKey.Secret);
        Assert.Equal("sk-ant-api03-third", Sent());

        var list = (await Gateway.Ok(HttpMethod.Get, "/upstreams")).GetProperty("data");
        Assert.Equal([true, false], list.EnumerateArray().Select(upstream => upstream.GetProperty("is_default").GetBoolean()));
        Assert.Equal([Gateway.WorkspaceId("Staging")], list[1].GetProperty("workspaces").EnumerateArray().Select(id => id.GetString()!));
        Assert.DoesNotContain("sk-ant", (await Gateway.Ok(HttpMethod.Get, "/audit_log?limit=20")).ToString() + list);
    }

    [Fact]
    public async Task The_checklist_sees_which_environments_share_one()
    {
        Assert.Equal("fail", await StatusAsync());
        var staging = await Gateway.Ok(HttpMethod.Post, "/upstreams", new { name = "staging", api_key = Second });
        await Gateway.Ok(HttpMethod.Post, $"/workspaces/{Gateway.WorkspaceId("Staging")}/upstream", new { upstream_id = staging.Text("id") });
        Assert.Equal("pass", await StatusAsync());
        await Gateway.Ok(HttpMethod.Post, "/upstreams/" + staging.Text("id"), new { api_key = SimulatorOptions.DefaultUpstreamKey }); // another name, the same key
        Assert.Equal("fail", await StatusAsync());

        async Task<string> StatusAsync() =>
            (await Gateway.Ok(HttpMethod.Get, "/checklist")).GetProperty("findings").EnumerateArray().Single(finding => finding.Text("control_id") == "separate-upstreams").Text("status");
    }

    [Fact]
    public async Task One_that_is_used_or_configured_is_not_deleted_and_the_configured_key_is_not_replaced_here()
    {
        var configured = (await Gateway.Ok(HttpMethod.Get, "/upstreams")).GetProperty("data")[0].Text("id");
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Delete, "/upstreams/" + configured)).Status);
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Post, "/upstreams/" + configured, new { api_key = Second })).Status);
        var made = (await Gateway.Ok(HttpMethod.Post, "/upstreams", new { name = "second", api_key = Second })).Text("id");
        await Gateway.Ok(HttpMethod.Post, $"/workspaces/{Gateway.WorkspaceId("Staging")}/upstream", new { upstream_id = made });
        Assert.Equal(400, (await Gateway.Refused(HttpMethod.Delete, "/upstreams/" + made)).Status);
        await Gateway.Ok(HttpMethod.Post, $"/workspaces/{Gateway.WorkspaceId("Staging")}/upstream", new { upstream_id = (string?)null });
        await Gateway.Ok(HttpMethod.Delete, "/upstreams/" + made);
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Delete, "/upstreams/" + made)).Status);
        await AskAsync(Gateway.OtherKey.Secret);
        Assert.Equal(SimulatorOptions.DefaultUpstreamKey, Sent());
    }

    [Theory]
    [InlineData("""{"name":"a","api_key":"two words"}""", "api_key")]
    [InlineData("""{"name":"a","api_key":"line\nbreak"}""", "api_key")]
    [InlineData("""{"name":"a","api_key":""}""", "api_key")]
    [InlineData("""{"name":" a","api_key":"k"}""", "name")]
    [InlineData("""{"name":"a","api_key":"k","base_url":"http://169.254.169.254"}""", "base_url")]
    public async Task Bad_ones_are_refused_and_nobody_says_where_requests_go(string body, string field)
    {
        var (status, answer) = await Gateway.AdminAsync(HttpMethod.Post, "/upstreams", body);
        Assert.Equal((400, field), ((int)status, AdminFixture.Read((int)status, answer).Field));
        Assert.Single((await Gateway.Ok(HttpMethod.Get, "/upstreams")).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task While_a_batch_runs_its_workspace_keeps_its_credential()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages/batches")
        {
            Content = new StringContent("""{"requests":[{"custom_id":"a","params":{"model":"claude-haiku-4-5","max_tokens":10,"messages":[{"role":"user","content":"Hi"}]}}]}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-api-key", Gateway.OtherKey.Secret);
        request.Headers.Add("anthropic-version", "2023-06-01");
        (await Gateway.Http.SendAsync(request)).EnsureSuccessStatusCode();
        var made = (await Gateway.Ok(HttpMethod.Post, "/upstreams", new { name = "second", api_key = Second })).Text("id");
        var refused = await Gateway.Refused(HttpMethod.Post, $"/workspaces/{Gateway.WorkspaceId("Staging")}/upstream", new { upstream_id = made });
        Assert.Equal(409, refused.Status);
        Assert.Equal(404, (await Gateway.Refused(HttpMethod.Post, "/workspaces/wrkspc_01nowhere/upstream", new { upstream_id = made })).Status);
    }

    private string Sent() => Gateway.Simulator.Recorded[^1].HeaderValues("x-api-key").Single();

    /// <summary>The simulator may refuse a key that it doesn't know: what counts is which one it got.</summary>
    private async Task AskAsync(string key)
    {
        using var request = Gateway.Message(key: key);
        using var answer = await Gateway.Http.SendAsync(request);
    }
}
