using System.Text.Json;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Sdk;

public sealed class The_TypeScript_SDK_works_through_the_gateway : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(options => options with { RequestsRecorded = 256 });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task It_asks_streams_thinks_and_counts()
    {
        var said = await TypeScript.RunAsync(_gateway, "messages.mjs");

        Assert.Equal("""[33,21,"end_turn"]""", Text(said, "plain"));
        Assert.Equal("21", Text(said, "old"));
        Assert.Equal("""["message_start","simulated_event","content_block_start","content_block_stop","message_delta","message_stop"]""", Text(said, "events"));
        Assert.Equal(("800", "false", "50"), (Text(said, "streamed"), Text(said, "broken"), Text(said, "helped")));
        Assert.Equal("""["tool_use","tool_use","weather"]""", Text(said, "tool"));
        Assert.Equal("""["thinking","text"]""", Text(said, "thought"));
        Assert.Equal("true", Text(said, "counted"));
        Assert.StartsWith("req_", said.GetProperty("requestId").GetString());
        Assert.Equal(_gateway.Key.ApiKey.Scope.WorkspaceId, said.GetProperty("workspace").GetString());
        await BooksEqualTheBillAsync();
    }

    [Fact]
    public async Task It_understands_errors_and_retries_only_what_may_pass()
    {
        for (var asked = 0; asked < 7; asked++) _gateway.Simulator.Enqueue(""); // the first seven say for themselves how they fail
        _gateway.Simulator.Enqueue("status=529"); // the eighth fails once

        var said = await TypeScript.RunAsync(_gateway, "errors.mjs");

        var of = said.GetProperty("of");
        foreach (var (status, name) in new[] { (400, "BadRequestError"), (403, "PermissionDeniedError"), (404, "NotFoundError"), (429, "RateLimitError"), (500, "InternalServerError") })
            Assert.Equal((name, status), (of.GetProperty($"{status}").GetProperty("name").GetString(), of.GetProperty($"{status}").GetProperty("status").GetInt32()));
        Assert.Equal(("request_too_large", "overloaded_error"), (of.GetProperty("413").GetProperty("type").GetString(), of.GetProperty("529").GetProperty("type").GetString()));
        Assert.Equal("""{"tries":2,"error":null}""", Text(said, "retried"));
        Assert.Equal((1, 529), Tries(said, "told"));
        Assert.Equal((1, 404), Tries(said, "unknownModel"));
        Assert.Equal((1, 401), Tries(said, "stranger"));
        Assert.Equal("overloaded_error", said.GetProperty("inStream").GetProperty("type").GetString());
        Assert.True(said.GetProperty("seen").GetInt32() >= 5); // what had come before the abort may still be read
        Assert.Equal("true", Text(said, "stopped"));

        await _gateway.Simulator.WhenIdleAsync();
        await _gateway.WhenSettledAsync();
        var rows = await _gateway.RowsAsync();
        Assert.True(rows.Sum(row => row.CostNanos) >= _gateway.Simulator.Bill.Total.Nanos);
        Assert.Equal(6000, Assert.Single(rows, row => row.Input == 70).Output); // its reader left, and it was read to its end all the same
    }

    [Fact]
    public async Task It_keeps_files_and_skills()
    {
        var said = await TypeScript.RunAsync(_gateway, "objects.mjs");

        Assert.Equal("[9,9,9]", Text(said, "sizes"));
        Assert.Equal(Text(said, "uploaded"), Text(said, "listed"));
        Assert.Equal(("stream.txt", "made by code", "claude-haiku-4-5-20251001"), (said.GetProperty("metadata").GetString(), said.GetProperty("madeText").GetString(), said.GetProperty("alias").GetString()));
        Assert.Equal(("NotFoundError", "404", "0", "0", "400", "404"), (said.GetProperty("foreign").GetString(), Text(said, "foreignDelete"), Text(said, "foreignList"), Text(said, "foreignSkills"), Text(said, "download"), Text(said, "gone")));
        foreach (var fact in new[] { "sameRefusal", "deleted", "skills", "models" }) Assert.True(said.GetProperty(fact).GetBoolean(), fact);
        Assert.Equal("[]", Text(said, "elsewhere"));
        Assert.All(_gateway.Simulator.Recorded, sent => Assert.Empty(sent.HeaderValues("transfer-encoding")));
    }

    [Fact]
    public async Task It_runs_batches_and_fetches_their_results_here()
    {
        var said = await TypeScript.RunAsync(_gateway, "batches.mjs");

        Assert.Equal("""["in_progress","ended","canceling"]""", Text(said, "status"));
        Assert.StartsWith(_gateway.Url + "/v1/messages/batches/msgbatch_", said.GetProperty("resultsUrl").GetString());
        Assert.Equal("""["one-a succeeded batch","one-b succeeded batch"]""", Text(said, "results"));
        Assert.Equal(said.GetProperty("ids").EnumerateArray().Select(id => id.GetString()).Reverse(), said.GetProperty("listed").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal("""["NotFoundError","NotFoundError"]""", Text(said, "foreign"));
        Assert.Contains("requests.1.custom_id", said.GetProperty("bad").GetString(), StringComparison.Ordinal);
        Assert.Equal("message_batch_deleted", said.GetProperty("deleted").GetString());
        Assert.Equal("[]", Text(said, "elsewhere"));
        Assert.Contains(_gateway.Simulator.Recorded, sent => sent.Target.EndsWith("/results", StringComparison.Ordinal));
        Assert.All(_gateway.Simulator.Recorded, sent => Assert.DoesNotContain(sent.Headers, header => header.Value.Contains("clvk_", StringComparison.Ordinal)));
        await BooksEqualTheBillAsync();
    }

    [Fact]
    public async Task It_administers()
    {
        var said = await TypeScript.RunAsync(_gateway, "admin.mjs");

        Assert.Equal("""["organization",36]""", Text(said, "me"));
        Assert.Equal("admin@localhost", said.GetProperty("user").GetString());
        Assert.Equal("""["By TypeScript","Renamed by TypeScript",0,true]""", Text(said, "workspace"));
        Assert.DoesNotContain("TypeScript", Text(said, "live"), StringComparison.Ordinal);
        Assert.Contains("TypeScript", Text(said, "every"), StringComparison.Ordinal);
        Assert.Equal(("""["inactive","active"]""", "AuthenticationError"), (Text(said, "statuses"), said.GetProperty("refused").GetString()));
        Assert.Contains(said.GetProperty("stranger").GetInt32(), new[] { 401, 403 });
        Assert.Equal(("NotFoundError", "not_found_error"), (said.GetProperty("missing").GetProperty("name").GetString(), said.GetProperty("missing").GetProperty("type").GetString()));
    }

    private async Task BooksEqualTheBillAsync()
    {
        var rows = await _gateway.RowsAsync();
        Assert.Equal(_gateway.Simulator.Bill.Total.Nanos, rows.Sum(row => row.CostNanos));
        Assert.DoesNotContain(rows, row => row.Outcome is UsageOutcome.WorstCase or UsageOutcome.CutShort);
    }

    private static string Text(JsonElement said, string name) => JsonSerializer.Serialize(said.GetProperty(name));

    private static (int Tries, int Status) Tries(JsonElement said, string name) =>
        (said.GetProperty(name).GetProperty("tries").GetInt32(), said.GetProperty(name).GetProperty("error").GetProperty("status").GetInt32());
}
