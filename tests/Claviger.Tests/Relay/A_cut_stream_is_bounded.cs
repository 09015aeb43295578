using System.Text;
using Claviger.Core.Usage;
using Claviger.Gateway.Relay;
using Xunit;
using static Claviger.Tests.Relay.A_stream_is_read_however_it_is_cut;

namespace Claviger.Tests.Relay;

public sealed class A_cut_stream_is_bounded
{
    [Fact]
    public void At_every_event_boundary_never_below_what_was_produced_so_far()
    {
        for (var events = 0; events <= SampleStream.Events.Length; events++)
        {
            var reader = Read(Encoding.UTF8.GetBytes(string.Concat(SampleStream.Events[..events])));
            Assert.Equal(events > 0, reader.TryUsageIfCut(1_000_000, false, out var cut));
            if (events == 0) continue;

            // The most tokens that so many bytes can be, plus what message_start had; the final count once that came.
            long soFar = events > 13 ? 25 : SampleStream.VisibleBytesAfter[events - 1] + 3;
            Assert.Equal(SampleStream.VisibleBytesAfter[events - 1], reader.VisibleOutputBytes);
            Assert.True(cut.Message.OutputTokens >= soFar);
            Assert.Equal((12, 100, 200, 40), (cut.Message.InputTokens, cut.Message.CacheWrite5mTokens, cut.Message.CacheWrite1hTokens, cut.Message.CacheReadTokens));
            Assert.Equal((ServiceTier.Priority, InferenceGeo.Us, Speed.Fast), (cut.Message.Tier, cut.Message.Geo, cut.Message.Speed));
            if (events > 13) Assert.Equal(25, cut.Message.OutputTokens);
        }
    }

    [Fact]
    public void By_max_tokens_at_most_unless_upstream_said_more()
    {
        var begun = string.Concat(SampleStream.Events[..5]);
        Assert.Equal(10, Cut(begun, maxTokens: 10).OutputTokens);
        Assert.Equal(3, Cut(begun, maxTokens: 1).OutputTokens);
        Assert.Equal(20, Cut(string.Concat(SampleStream.Events[..13]), maxTokens: 10).OutputTokens);
    }

    [Fact]
    public void By_max_tokens_where_output_may_be_hidden()
    {
        var begun = string.Concat(SampleStream.Events[..5]);
        Assert.Equal(77_777, Cut(begun, maxTokens: 77_777, hidden: true).OutputTokens);
    }

    [Theory]
    [InlineData("""{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""")]
    [InlineData("""{"type":"content_block_start","index":0,"content_block":{"type":"redacted_thinking","data":"x"}}""")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}""")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"abc"}}""")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"brand_new_delta","x":1}}""")]
    [InlineData("""{"type":"content_block_delta","index":0}""")]
    [InlineData("""{"type":"content_block_delta",broken""")]
    public void By_max_tokens_once_output_was_hidden(string data)
    {
        var kind = data.Contains("_start", StringComparison.Ordinal) ? "content_block_start" : "content_block_delta";
        Assert.Equal(77_777, Cut(SampleStream.Events[0] + SampleStream.Event(kind, data), maxTokens: 77_777).OutputTokens);
    }

    [Theory]
    [InlineData("server_tool_use")]
    [InlineData("web_search_tool_result")]
    [InlineData("mcp_tool_use")]
    [InlineData("compaction")]
    [InlineData("brand_new_block")]
    public void By_nothing_once_upstream_worked_by_itself(string block)
    {
        var text = SampleStream.Events[0] + SampleStream.Event("content_block_start", $$$"""{"type":"content_block_start","index":0,"content_block":{"type":"{{{block}}}"}}""");
        Assert.False(Read(Encoding.UTF8.GetBytes(text)).TryUsageIfCut(10, false, out _));
        Assert.True(Read(Encoding.UTF8.GetBytes(text + SampleStream.Events[13])).TryUsageIfCut(10, false, out var final));
        Assert.Equal(25, final.Message.OutputTokens);
    }

    [Theory]
    [InlineData("")]
    [InlineData("event: ping\ndata: {\"type\":\"ping\"}\n\n")]
    [InlineData("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"model\":\"m\"}}\n\n")]
    [InlineData("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":-1,\"output_tokens\":1}}}\n\n")]
    [InlineData("event: message_start\ndata: nonsense\n\n")]
    [InlineData("HTTP/1.1 502 Bad Gateway\n\n<html>")]
    public void By_nothing_when_it_never_began(string text) => Assert.False(Read(Encoding.UTF8.GetBytes(text)).TryUsageIfCut(10, false, out _));

    [Fact]
    public void By_nothing_when_the_last_counts_cannot_be_read()
    {
        var text = SampleStream.Events[0] + SampleStream.Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1.5}}""") + SampleStream.Events[14];
        var reader = Read(Encoding.UTF8.GetBytes(text));
        Assert.False(reader.TryUsage(out _));
        Assert.False(reader.TryUsageIfCut(10, false, out _));
    }

    [Fact]
    public void An_error_event_bills_the_tokens_so_far()
    {
        var text = string.Concat(SampleStream.Events[..5]) + SampleStream.Event("error", """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""");
        var reader = Read(Encoding.UTF8.GetBytes(text));
        Assert.True(reader.SawError);
        Assert.False(reader.IsFinal);
        Assert.Equal(37, reader.VisibleOutputBytes);
        Assert.InRange(Cut(text, maxTokens: 100_000).OutputTokens, 40, 400);
    }

    private static TokenUsage Cut(string text, long maxTokens, bool hidden = false)
    {
        Assert.True(Read(Encoding.UTF8.GetBytes(text)).TryUsageIfCut(maxTokens, hidden, out var usage));
        return usage.Message;
    }
}
