using System.Net;
using Claviger.Simulator;
using Claviger.Simulator.Billing;
using Claviger.Simulator.Script;
using Xunit;

namespace Claviger.Tests.Simulator;

public sealed class Every_call_is_checked_as_upstream_does
{
    [Theory]
    [InlineData("x-api-key", SimulatorOptions.DefaultUpstreamKey, HttpStatusCode.OK)]
    [InlineData("authorization", "Bearer " + SimulatorOptions.DefaultUpstreamKey, HttpStatusCode.OK)]
    [InlineData("x-api-key", "sk-ant-another", HttpStatusCode.Unauthorized)]
    [InlineData("authorization", "Bearer sk-ant-another", HttpStatusCode.Unauthorized)]
    [InlineData("x-other", "nothing", HttpStatusCode.Unauthorized)]
    public async Task The_credential_must_be_upstreams(string header, string value, HttpStatusCode status)
    {
        await using var caller = await SimulatorCaller.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        request.Headers.TryAddWithoutValidation(header, value);
        request.Headers.Add("anthropic-version", "2023-06-01");

        using var response = await caller.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK, response.Headers.Contains("anthropic-organization-id"));
        Assert.Equal(status == HttpStatusCode.OK && header == "authorization" ? 1 : 0, caller.Server.Bill.CredentialsBy(CredentialHeader.Bearer));
        Assert.Equal(1, caller.Server.Bill.RequestsTo(PathKind.Models));
    }

    [Fact]
    public async Task The_version_is_required_and_the_error_repeats_the_request_id()
    {
        await using var caller = await SimulatorCaller.StartAsync();
        var request = caller.Request(HttpMethod.Get, "/v1/models");
        request.Headers.Remove("anthropic-version");

        using var response = await caller.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = await SimulatorCaller.JsonAsync(response);
        Assert.Equal("error", error.GetProperty("type").GetString());
        Assert.Equal("invalid_request_error", error.GetProperty("error").GetProperty("type").GetString());
        Assert.Equal(response.Headers.GetValues("request-id").Single(), error.GetProperty("request_id").GetString());
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("""{"max_tokens":1,"messages":[]}""", 400)]
    [InlineData("""{"model":"claude-opus-5","messages":[]}""", 400)]
    [InlineData("""{"model":"claude-opus-5","max_tokens":"many","messages":[]}""", 400)]
    [InlineData("""{"model":"claude-nobody","max_tokens":1,"messages":[]}""", 404)]
    [InlineData("""{"model":"claude-opus-4-1","max_tokens":1,"messages":[]}""", 404)]
    [InlineData("""{"model":"claude-opus-4-7","max_tokens":1,"messages":[],"speed":"fast"}""", 400)]
    [InlineData("""{"model":"claude-opus-4-6","max_tokens":1,"messages":[],"speed":"fast"}""", 200)]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":1,"messages":[],"tool_choice":{"type":"any"}}""", 400)]
    [InlineData("""{"model":"claude-haiku-4-5","max_tokens":1,"messages":[],"inference_geo":"us"}""", 400)]
    [InlineData("""{"model":"claude-opus-5","max_tokens":0,"messages":[]}""", 200)]
    public async Task Bodies_meet_upstreams_rules(string body, int status)
    {
        await using var caller = await SimulatorCaller.StartAsync();

        using var response = await caller.PostAsync(body);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200 ? 1 : 0, caller.Server.Bill.Billed);
    }

    [Fact]
    public async Task Sampling_fields_are_gone_in_the_newest_version()
    {
        await using var caller = await SimulatorCaller.StartAsync();
        var request = caller.Request(HttpMethod.Post, "/v1/messages", SimulatorCaller.Body(more: ""","top_p":0.5"""));
        request.Headers.Remove("anthropic-version");
        request.Headers.Add("anthropic-version", "2026-10-21");

        using var newest = await caller.SendAsync(request);
        using var older = await caller.PostAsync(SimulatorCaller.Body(more: ""","top_p":0.5"""));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (newest.StatusCode, older.StatusCode));
    }

    [Fact]
    public async Task Answers_carry_the_headers_that_a_gateway_must_drop()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        using var response = await caller.PostAsync(SimulatorCaller.Body());

        foreach (var name in (string[])["request-id", "anthropic-organization-id", "anthropic-workspace-id", "anthropic-ratelimit-requests-limit", "anthropic-ratelimit-tokens-reset", "server", "cf-ray", "set-cookie"])
            Assert.True(response.Headers.Contains(name), name);
    }

    [Fact]
    public async Task Probes_need_no_credential()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        using var head = await caller.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/hello"), TestContext.Current.CancellationToken);
        using var hello = await caller.Http.GetAsync("/api/hello", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (head.StatusCode, hello.StatusCode));
        Assert.Equal(2, caller.Server.Bill.RequestsTo(PathKind.Probe));
    }

    [Fact]
    public async Task A_failure_can_be_scripted_on_any_path()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        using var response = await caller.SendAsync(caller.Request(HttpMethod.Get, "/v1/models", words: "status=529"));

        Assert.Equal(529, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_same_seed_and_requests_give_the_same_bytes()
    {
        async Task<string> RunAsync(ulong seed)
        {
            await using var caller = await SimulatorCaller.StartAsync(new SimulatorOptions { Seed = seed });
            var text = "";
            foreach (var words in (string?[])[null, "out=40; think=5; split", "status=500"])
            {
                using var response = await caller.PostAsync(SimulatorCaller.Body(stream: words is null), words);
                text += response.Headers.GetValues("request-id").Single() + await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            }

            return text;
        }

        var first = await RunAsync(7);

        Assert.Equal(first, await RunAsync(7));
        Assert.NotEqual(first, await RunAsync(8));
    }

    [Fact]
    public async Task A_prompt_counts_as_much_by_count_tokens_as_by_its_message()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var counted = await caller.AnswerAsync(SimulatorCaller.Body(), path: "/v1/messages/count_tokens");
        var message = await caller.AnswerAsync(SimulatorCaller.Body());
        var pinned = await caller.AnswerAsync(SimulatorCaller.Body(), "in=5; read=6", "/v1/messages/count_tokens");

        Assert.Equal(counted.GetProperty("input_tokens").GetInt64(), message.GetProperty("usage").GetProperty("input_tokens").GetInt64());
        Assert.Equal(11, pinned.GetProperty("input_tokens").GetInt64());
        Assert.Equal(1, caller.Server.Bill.Billed);
    }

    [Fact]
    public async Task The_recorder_keeps_order_spelling_and_bytes()
    {
        await using var caller = await SimulatorCaller.StartAsync(new SimulatorOptions { RequestsRecorded = 2 });
        await caller.GetAsync("/v1/models");
        var body = SimulatorCaller.Body();
        var request = caller.Request(HttpMethod.Post, "/v1/messages?beta=true&x=%2F", body);
        request.Headers.Add("X-Zebra", "1");
        request.Headers.Add("a-first", "2");

        using var response = await caller.SendAsync(request);
        await caller.GetAsync("/v1/models");

        var kept = caller.Server.Recorded;
        Assert.Equal(["POST /v1/messages?beta=true&x=%2F", "GET /v1/models"], kept.Select(r => $"{r.Method} {r.Target}"));
        var names = kept[0].Headers.Select(h => h.Key).ToList();
        Assert.Contains("X-Zebra", names);
        Assert.True(names.IndexOf("X-Zebra") < names.IndexOf("a-first"));
        Assert.Equal("application/json; charset=utf-8", kept[0].HeaderValues("content-type").Single());
        Assert.Equal(body, System.Text.Encoding.UTF8.GetString(kept[0].Body));
    }
}
