using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Claviger.Core.Usage;
using Claviger.Simulator;
using Claviger.Simulator.Script;
using Xunit;

namespace Claviger.Tests.Simulator;

public sealed class Answers_follow_their_script
{
    [Fact]
    public async Task Counts_are_as_pinned_in_every_class()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var message = await caller.AnswerAsync(SimulatorCaller.Body(), "in=1200; out=450; read=900; w5=70; w1=300; search=2; fetch=1; think=20; tier=priority; geo=us; speed=fast");

        var usage = message.GetProperty("usage");
        Assert.Equal(1200, usage.GetProperty("input_tokens").GetInt64());
        Assert.Equal(450, usage.GetProperty("output_tokens").GetInt64());
        Assert.Equal(900, usage.GetProperty("cache_read_input_tokens").GetInt64());
        Assert.Equal(370, usage.GetProperty("cache_creation_input_tokens").GetInt64());
        Assert.Equal(70, usage.GetProperty("cache_creation").GetProperty("ephemeral_5m_input_tokens").GetInt64());
        Assert.Equal(300, usage.GetProperty("cache_creation").GetProperty("ephemeral_1h_input_tokens").GetInt64());
        Assert.Equal(2, usage.GetProperty("server_tool_use").GetProperty("web_search_requests").GetInt32());
        Assert.Equal(1, usage.GetProperty("server_tool_use").GetProperty("web_fetch_requests").GetInt32());
        Assert.Equal(20, usage.GetProperty("output_tokens_details").GetProperty("thinking_tokens").GetInt32());
        Assert.Equal("priority", usage.GetProperty("service_tier").GetString());
        Assert.Equal("us", usage.GetProperty("inference_geo").GetString());
        Assert.Equal("fast", usage.GetProperty("speed").GetString());
        var billed = Assert.Single(caller.Server.Bill.Entries).Usage;
        Assert.Equal(
            new TokenUsage
            {
                InputTokens = 1200, OutputTokens = 450, CacheReadTokens = 900, CacheWrite5mTokens = 70, CacheWrite1hTokens = 300,
                WebSearchRequests = 2, Tier = ServiceTier.Priority, Geo = InferenceGeo.Us, Speed = Speed.Fast,
            },
            billed);
    }

    [Fact]
    public async Task Late_counts_are_in_the_whole_message()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var usage = (await caller.AnswerAsync(SimulatorCaller.Body(), "in=100; w5=10; late-in=7; late-w5=5")).GetProperty("usage");

        Assert.Equal(107, usage.GetProperty("input_tokens").GetInt64());
        Assert.Equal(15, usage.GetProperty("cache_creation_input_tokens").GetInt64());
    }

    [Fact]
    public async Task A_forced_tool_choice_gives_a_tool_use_and_no_text()
    {
        await using var caller = await SimulatorCaller.StartAsync();
        const string tools = ""","tools":[{"name":"look_up","input_schema":{"type":"object"}}],"tool_choice":{"type":"any"}""";

        var message = await caller.AnswerAsync(SimulatorCaller.Body(more: tools), "out=30");

        var block = Assert.Single(message.GetProperty("content").EnumerateArray());
        Assert.Equal("tool_use", block.GetProperty("type").GetString());
        Assert.Equal("look_up", block.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Object, block.GetProperty("input").ValueKind);
        Assert.Equal("tool_use", message.GetProperty("stop_reason").GetString());
    }

    [Fact]
    public async Task Blocks_come_in_upstreams_order()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var message = await caller.AnswerAsync(SimulatorCaller.Body(), "out=100; think=20; search=1; tool=2; fallback=claude-opus-4-8:100:50");

        Assert.Equal(
            ["thinking", "fallback", "server_tool_use", "web_search_tool_result", "text", "tool_use", "tool_use"],
            message.GetProperty("content").EnumerateArray().Select(b => b.GetProperty("type").GetString()));
        Assert.Equal(4, message.GetProperty("content").EnumerateArray().Count(b => b.TryGetProperty("caller", out _))); // SDKs insist on it
    }

    [Fact]
    public async Task A_fallback_shows_in_the_iterations_with_its_own_counts()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var message = await caller.AnswerAsync(SimulatorCaller.Body(), "in=10; out=5; fallback=claude-opus-4-8:100:50; advisor=claude-haiku-5-5:7:3; compaction=claude-opus-5:9:2");

        Assert.Equal(
            ["message claude-opus-5 10 5", "fallback_message claude-opus-4-8 100 50", "advisor_message claude-haiku-5-5 7 3", "compaction claude-opus-5 9 2"],
            message.GetProperty("usage").GetProperty("iterations").EnumerateArray().Select(i =>
                $"{i.GetProperty("type")} {i.GetProperty("model")} {i.GetProperty("input_tokens")} {i.GetProperty("output_tokens")}"));
    }

    [Fact]
    public async Task Size_sets_the_text_and_stop_the_reason()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var message = await caller.AnswerAsync(SimulatorCaller.Body(), "size=200000; out=3; stop=model_context_window_exceeded");

        Assert.Equal(200_000, message.GetProperty("content")[0].GetProperty("text").GetString()!.Length);
        Assert.Equal(3, message.GetProperty("usage").GetProperty("output_tokens").GetInt32());
        Assert.Equal("model_context_window_exceeded", message.GetProperty("stop_reason").GetString());
    }

    [Theory]
    [InlineData("cyber", 0)]
    [InlineData("bio", 5_000)]
    public async Task A_refusal_before_output_is_billed_by_its_category(string category, long nanos)
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var message = await caller.AnswerAsync(SimulatorCaller.Body(), $"in=1; refusal={category}");

        Assert.Equal("refusal", message.GetProperty("stop_reason").GetString());
        Assert.Equal(category, message.GetProperty("stop_details").GetProperty("category").GetString());
        Assert.Equal(nanos, caller.Server.Bill.Total.Nanos);
    }

    [Fact]
    public async Task Gzip_packs_only_for_callers_that_take_it()
    {
        await using var caller = await SimulatorCaller.StartAsync();
        var request = caller.Request(HttpMethod.Post, "/v1/messages", SimulatorCaller.Body(), "gzip; out=9");
        request.Headers.Add("accept-encoding", "gzip");

        using var packed = await caller.SendAsync(request);
        var plain = await caller.PostAsync(SimulatorCaller.Body(), "gzip; out=9");

        Assert.Equal("gzip", packed.Content.Headers.ContentEncoding.Single());
        await using var gzip = new GZipStream(await packed.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        Assert.Equal(
            await plain.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_scripted_failure_has_status_type_code_and_headers_and_costs_nothing()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        using var response = await caller.PostAsync(
            SimulatorCaller.Body(), "status=429; retry-after=2; should-retry=false; code=enforced_spend_limit_reached; message=You have reached your API usage limits.");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("2", response.Headers.GetValues("retry-after").Single());
        Assert.Equal("false", response.Headers.GetValues("x-should-retry").Single());
        var error = (await SimulatorCaller.JsonAsync(response)).GetProperty("error");
        Assert.Equal("rate_limit_error", error.GetProperty("type").GetString());
        Assert.Equal("enforced_spend_limit_reached", error.GetProperty("details").GetProperty("error_code").GetString());
        Assert.Equal("You have reached your API usage limits.", error.GetProperty("message").GetString());
        Assert.Equal(0, caller.Server.Bill.Billed);
    }

    [Fact]
    public async Task Error_type_overrides_what_the_status_implies()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var answer = await caller.AnswerAsync(SimulatorCaller.Body(), "status=529; error-type=api_error");

        Assert.Equal("api_error", answer.GetProperty("error").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("oops=1", "unknown word 'oops'")]
    [InlineData("in=-1", "in:")]
    [InlineData("status=200", "status:")]
    [InlineData("in=5; cut_after=3", "unknown word 'cut_after'")]
    [InlineData("fallback=claude-nobody:1:1", "unknown model")]
    [InlineData("geo=mars", "none of")]
    public async Task A_word_it_cannot_read_is_refused(string words, string says)
    {
        await using var caller = await SimulatorCaller.StartAsync();

        using var response = await caller.PostAsync(SimulatorCaller.Body(), words);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(says, (await SimulatorCaller.JsonAsync(response)).GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => ResponseScript.Read(words));
    }

    [Fact]
    public async Task The_user_id_carries_words_too_and_the_header_goes_over_them()
    {
        await using var caller = await SimulatorCaller.StartAsync();
        var body = SimulatorCaller.Body(more: ""","metadata":{"user_id":"sim:in=5;out=6"}""");

        var usage = (await caller.AnswerAsync(body, "out=7")).GetProperty("usage");

        Assert.Equal(5, usage.GetProperty("input_tokens").GetInt32());
        Assert.Equal(7, usage.GetProperty("output_tokens").GetInt32());
    }

    [Fact]
    public async Task Queued_scripts_serve_one_messages_request_each_and_leave_counts_alone()
    {
        await using var caller = await SimulatorCaller.StartAsync(new SimulatorOptions { Script = ResponseScript.Read("out=1") });
        caller.Server.Enqueue("out=2");
        caller.Server.Enqueue(new ResponseScript { OutputTokens = 3 });

        await caller.AnswerAsync(SimulatorCaller.Body(), path: "/v1/messages/count_tokens");
        foreach (var _ in Enumerable.Range(0, 3)) await caller.AnswerAsync(SimulatorCaller.Body());

        Assert.Equal([2L, 3, 1], caller.Server.Bill.Entries.Select(e => e.Usage.OutputTokens));
    }

    [Fact]
    public void The_readme_lists_every_word_and_no_other()
    {
        var readme = File.ReadAllText(Path.Combine(ProjectFolder(), "README.md"));

        var listed = readme.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal))
            .Select(l => l[3..l.IndexOf('`', 3)].Split('=')[0]);

        Assert.Equal(ScriptReader.Words.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static string ProjectFolder([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Claviger.Simulator");
}
