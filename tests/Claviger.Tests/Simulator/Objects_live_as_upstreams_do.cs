using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Usage;
using Claviger.Simulator.Billing;
using Xunit;

namespace Claviger.Tests.Simulator;

public sealed class Objects_live_as_upstreams_do
{
    private const string Batches = "/v1/messages/batches";

    [Fact]
    public async Task A_batch_ends_after_its_polls_and_is_billed_by_line_at_half_price()
    {
        await using var caller = await SimulatorCaller.StartAsync();
        var created = await caller.AnswerAsync(Batch("sim:in=1000;out=100", "sim:status=500", "sim:result=expired"), "batch-polls=1", Batches);
        var path = $"{Batches}/{created.GetProperty("id").GetString()}";

        Assert.Equal("in_progress", created.GetProperty("processing_status").GetString());
        Assert.Equal(JsonValueKind.Null, created.GetProperty("results_url").ValueKind);
        Assert.Equal("in_progress", (await caller.GetAsync(path)).GetProperty("processing_status").GetString());
        Assert.Equal(0, caller.Server.Bill.Billed);
        var ended = await caller.GetAsync(path);
        Assert.Equal("ended", ended.GetProperty("processing_status").GetString());
        Assert.Equal("""{"processing":0,"succeeded":1,"errored":1,"canceled":0,"expired":1}""", ended.GetProperty("request_counts").GetRawText());
        Assert.Equal(caller.Server.Address + path[1..] + "/results", ended.GetProperty("results_url").GetString());

        using var results = await caller.SendAsync(caller.Request(HttpMethod.Get, ended.GetProperty("results_url").GetString()!));
        var lines = (await results.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonElement.Parse(l)).ToDictionary(l => l.GetProperty("custom_id").GetString()!, l => l.GetProperty("result"));
        Assert.Equal("batch", lines["line-0"].GetProperty("message").GetProperty("usage").GetProperty("service_tier").GetString());
        Assert.Equal("api_error", lines["line-1"].GetProperty("error").GetProperty("error").GetProperty("type").GetString());
        Assert.Equal("expired", lines["line-2"].GetProperty("type").GetString());
        var entry = Assert.Single(caller.Server.Bill.Entries);
        Assert.Equal(("line-0", ServiceTier.Batch), (entry.CustomId, entry.Usage.Tier));
        Assert.Equal(new Money((1000 * 5_000 + 100 * 25_000) / 2), entry.Amount);
    }

    [Fact]
    public async Task A_cancelled_batch_costs_nothing_and_can_be_deleted_once_ended()
    {
        await using var caller = await SimulatorCaller.StartAsync();
        var id = (await caller.AnswerAsync(Batch("sim:in=1"), "batch-polls=9", Batches)).GetProperty("id").GetString();

        using var early = await caller.SendAsync(caller.Request(HttpMethod.Delete, $"{Batches}/{id}"));
        var canceling = await SimulatorCaller.JsonAsync(await caller.SendAsync(caller.Request(HttpMethod.Post, $"{Batches}/{id}/cancel")));
        var ended = await caller.GetAsync($"{Batches}/{id}");
        var deleted = await SimulatorCaller.JsonAsync(await caller.SendAsync(caller.Request(HttpMethod.Delete, $"{Batches}/{id}")));

        Assert.Equal(HttpStatusCode.BadRequest, early.StatusCode);
        Assert.Equal("canceling", canceling.GetProperty("processing_status").GetString());
        Assert.Equal(1, ended.GetProperty("request_counts").GetProperty("canceled").GetInt32());
        Assert.Equal("message_batch_deleted", deleted.GetProperty("type").GetString());
        Assert.Empty((await caller.GetAsync(Batches)).GetProperty("data").EnumerateArray());
        Assert.Equal(0, caller.Server.Bill.Billed);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"requests":[]}""")]
    [InlineData("""{"requests":[{"custom_id":"not good","params":{}}]}""")]
    [InlineData("""{"requests":[{"custom_id":"a","params":{}},{"custom_id":"a","params":{}}]}""")]
    public async Task A_malformed_batch_is_refused(string body)
    {
        await using var caller = await SimulatorCaller.StartAsync();

        using var response = await caller.PostAsync(body, path: Batches);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Batches_list_newest_first_by_id_cursors()
    {
        await using var caller = await SimulatorCaller.StartAsync();
        List<string> ids = [];
        for (var i = 0; i < 3; i++) ids.Insert(0, (await caller.AnswerAsync(Batch("sim:in=1"), path: Batches)).GetProperty("id").GetString()!);

        var first = await caller.GetAsync(Batches + "?limit=2");
        var second = await caller.GetAsync(Batches + "?limit=2&after_id=" + first.GetProperty("last_id").GetString());
        var back = await caller.GetAsync(Batches + "?limit=2&before_id=" + ids[2]);

        Assert.Equal(ids[..2], Ids(first));
        Assert.Equal(ids[2..], Ids(second));
        Assert.True(first.GetProperty("has_more").GetBoolean());
        Assert.False(second.GetProperty("has_more").GetBoolean());
        Assert.Equal(ids[..2], Ids(back));
    }

    [Fact]
    public async Task Models_are_listed_and_found_by_alias()
    {
        await using var caller = await SimulatorCaller.StartAsync();

        var list = await caller.GetAsync("/v1/models?limit=1000");
        var one = await caller.GetAsync("/v1/models/claude-haiku-4-5");
        var message = await caller.AnswerAsync(SimulatorCaller.Body("claude-haiku-4-5"));

        Assert.Contains("claude-opus-5-5", Ids(list));
        Assert.DoesNotContain("claude-opus-4-1-20250805", Ids(list));
        Assert.Equal("claude-haiku-4-5-20251001", one.GetProperty("id").GetString());
        Assert.Equal("claude-haiku-4-5-20251001", message.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Only_files_made_by_tools_give_their_content()
    {
        await using var caller = await SimulatorCaller.StartAsync();
        var mine = await UploadAsync(caller, "a.txt", null);
        var made = await UploadAsync(caller, "b.txt", "tool-made");

        using var refused = await caller.SendAsync(caller.Request(HttpMethod.Get, $"/v1/files/{Id(mine)}/content"));
        using var given = await caller.SendAsync(caller.Request(HttpMethod.Get, $"/v1/files/{Id(made)}/content"));

        Assert.Equal(("file", "a.txt", 5), (mine.GetProperty("type").GetString(), mine.GetProperty("filename").GetString(), mine.GetProperty("size_bytes").GetInt32()));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("file_not_downloadable", (await SimulatorCaller.JsonAsync(refused)).GetProperty("error").GetProperty("details").GetProperty("error_code").GetString());
        Assert.Equal("hello", await given.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Files_list_by_cursor_and_by_ids_and_go_when_deleted()
    {
        await using var caller = await SimulatorCaller.StartAsync();
        var (a, b) = (Id(await UploadAsync(caller, "a", null)), Id(await UploadAsync(caller, "b", null)));

        var first = await caller.GetAsync("/v1/files?limit=1");
        var second = await caller.GetAsync("/v1/files?limit=1&page=" + first.GetProperty("next_page").GetString());
        var named = await caller.GetAsync($"/v1/files?ids[]={a}&ids[]=file_unknown");
        var deleted = await SimulatorCaller.JsonAsync(await caller.SendAsync(caller.Request(HttpMethod.Delete, "/v1/files/" + a)));
        using var gone = await caller.SendAsync(caller.Request(HttpMethod.Get, "/v1/files/" + a));

        Assert.Equal([b], Ids(first));
        Assert.Equal([a], Ids(second));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next_page").ValueKind);
        Assert.Equal([a], Ids(named));
        Assert.Equal("file_deleted", deleted.GetProperty("type").GetString());
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Skills_have_versions()
    {
        await using var caller = await SimulatorCaller.StartAsync();
        var skill = await PostFormAsync(caller, "/v1/skills", Form("SKILL.md"));
        var path = "/v1/skills/" + Id(skill);
        var version = await PostFormAsync(caller, path + "/versions", Form("SKILL.md"));

        var name = version.GetProperty("version").GetString();
        Assert.Equal(2, (await caller.GetAsync(path + "/versions")).GetProperty("data").GetArrayLength());
        Assert.Equal(Id(version), Id(await caller.GetAsync($"{path}/versions/{name}")));
        Assert.Equal(name, (await caller.GetAsync(path)).GetProperty("latest_version").GetString());
        await caller.SendAsync(caller.Request(HttpMethod.Delete, $"{path}/versions/{name}"));
        await caller.SendAsync(caller.Request(HttpMethod.Delete, path));
        Assert.Empty(Ids(await caller.GetAsync("/v1/skills")));
        Assert.Equal(8, caller.Server.Bill.RequestsTo(PathKind.Skills));
    }

    private static string Batch(params string[] userIds) => "{\"requests\":[" + string.Join(',', userIds.Select((u, i) =>
        $$$$"""{"custom_id":"line-{{{{i}}}}","params":{"model":"claude-opus-5","max_tokens":100,"messages":[],"metadata":{"user_id":"{{{{u}}}}"}}}""")) + "]}";

    private static MultipartFormDataContent Form(string name) =>
        new() { { new ByteArrayContent("hello"u8.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } }, "file", name } };

    private static Task<JsonElement> UploadAsync(SimulatorCaller caller, string name, string? words) => PostFormAsync(caller, "/v1/files", Form(name), words);

    private static async Task<JsonElement> PostFormAsync(SimulatorCaller caller, string path, MultipartFormDataContent form, string? words = null)
    {
        var request = caller.Request(HttpMethod.Post, path, words: words);
        request.Content = form;
        return await SimulatorCaller.JsonAsync(await caller.SendAsync(request));
    }

    private static string Id(JsonElement item) => item.GetProperty("id").GetString()!;

    private static List<string> Ids(JsonElement page) => [.. page.GetProperty("data").EnumerateArray().Select(Id)];
}
