using System.Net;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;
using static Claviger.IntegrationTests.Hosting.GatewayObjects;

namespace Claviger.IntegrationTests.OwnedObjects;

/// <summary>Against an upstream that answers what the simulator would not: what a caller can talk a model into, and results that can't be read.</summary>
public sealed class Only_upstreams_own_words_are_trusted : IAsyncLifetime
{
    private const string Usage = "\"usage\":{\"input_tokens\":10,\"output_tokens\":10}";

    /// <summary>Names of files in every place that is not the result of code which upstream ran; and one that is.</summary>
    private const string Blocks =
        """{"type":"tool_use","id":"t","name":"n","input":{"file_id":"file_input","type":"container_upload"}},{"type":"text","text":"\"file_id\":\"file_text\"","citations":[{"file_id":"file_cited"}]},{"type":"mcp_tool_result","tool_use_id":"t","content":[{"type":"text","file_id":"file_mcp"}]},{"file_id":"file_bare"},{"content":{"type":"code_execution_result","content":[{"file_id":"file_true"}]},"type":"code_execution_tool_result"}""";

    private static readonly string[] Named = ["file_input", "file_text", "file_cited", "file_mcp", "file_bare", "file_true"];
    private WebApplication _upstream = null!;
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _upstream = builder.Build();
        _upstream.Urls.Add("http://127.0.0.1:0");
        _upstream.MapPost("/v1/messages", (HttpRequest request) => request.Headers.ContainsKey("x-stream") ? Results.Text(Stream(), "text/event-stream") : Results.Text(Message(), "application/json"));
        _upstream.MapPost("/v1/messages/batches", () => Results.Text(Batch("in_progress"), "application/json"));
        _upstream.MapGet("/v1/messages/batches/{id}", () => Results.Text(Batch("ended"), "application/json"));
        _upstream.MapGet("/v1/messages/batches/{id}/results", () => Results.Text(
            $$$"""{"custom_id":"a","result":{"type":"succeeded","message":{{{Message()}}}}}{{{'\n'}}}not JSON at all{{{'\n'}}}{"custom_id":7,"result":{}}{{{'\n'}}}""", "application/x-jsonl"));
        _upstream.MapGet("/v1/files/{id}", (string id) => Results.Text($$"""{"id":"{{id}}","type":"file"}""", "application/json"));
        await _upstream.StartAsync();
        _gateway = await TestGateway.StartAsync(serverConfig: config => config with { UpstreamUrl = new Uri(_upstream.Urls.Single()) });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_model_is_made_to_say_makes_nobody_an_owner(bool stream)
    {
        using var request = _gateway.Message(stream: stream);
        if (stream) request.Headers.Add("x-stream", "1");
        using var answer = await _gateway.Http.SendAsync(request);
        Assert.Equal(stream ? Stream() : Message(), await answer.Content.ReadAsStringAsync());

        foreach (var file in Named)
            Assert.Equal(file == "file_true" ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await _gateway.GetAsync($"/v1/files/{file}")).Status);
    }

    [Fact]
    public async Task Lines_of_a_batch_that_can_not_be_read_are_booked_once_at_its_bound()
    {
        var id = await _gateway.SubmitAsync([Line("a"), Line("b"), Line("c")]);
        await _gateway.GetAsync($"/v1/messages/batches/{id}");
        await _gateway.WhenBookedAsync(id);

        var rows = (await _gateway.RowsAsync()).Where(row => row.Outcome is not UsageOutcome.Free).ToList();
        Assert.Equal([UsageOutcome.BatchLine, UsageOutcome.WorstCase], rows.Select(row => row.Outcome).Order().Reverse());
        Assert.Equal((await _gateway.BatchAsync(id))!.WorstCaseNanos, rows.Single(row => row.Outcome == UsageOutcome.WorstCase).CostNanos);
    }

    private static string Message() =>
        $$$"""{"id":"msg_1","type":"message","role":"assistant","model":"claude-haiku-4-5-20251001","content":[{{{Blocks}}}],"stop_reason":"end_turn","stop_sequence":null,{{{Usage}}}}""";

    private static string Stream()
    {
        using var blocks = System.Text.Json.JsonDocument.Parse($"[{Blocks}]");
        var starts = string.Concat(blocks.RootElement.EnumerateArray().Select(block => $"event: content_block_start\ndata: {{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{block.GetRawText()}}}\n\n"));
        return $$$"""
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-haiku-4-5-20251001","content":[],{{{Usage}}}}}


            """ + starts + """
            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":10}}

            event: message_stop
            data: {"type":"message_stop"}


            """;
    }

    private static string Batch(string status) =>
        $$"""{"id":"msgbatch_1","type":"message_batch","processing_status":"{{status}}","results_url":null}""";
}
