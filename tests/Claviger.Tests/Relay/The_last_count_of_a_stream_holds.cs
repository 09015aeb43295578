using System.Text;
using Claviger.Core.Usage;
using Xunit;
using static Claviger.Tests.Relay.A_stream_is_read_however_it_is_cut;

namespace Claviger.Tests.Relay;

public sealed class The_last_count_of_a_stream_holds
{
    [Theory]
    [InlineData("""{"output_tokens":9}""", 12, 100, 200, 40, 9, 0)]
    [InlineData("""{"input_tokens":null,"cache_creation_input_tokens":null,"cache_read_input_tokens":null,"output_tokens":9}""", 12, 100, 200, 40, 9, 0)]
    [InlineData("""{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}""", 0, 0, 0, 0, 0, 0)]
    [InlineData("""{"input_tokens":50,"cache_creation_input_tokens":1300,"cache_read_input_tokens":90,"output_tokens":9,"server_tool_use":{"web_search_requests":2}}""", 50, 1100, 200, 90, 9, 2)]
    [InlineData("""{"cache_creation_input_tokens":150,"output_tokens":9}""", 12, 0, 150, 40, 9, 0)]
    [InlineData("""{"cache_creation_input_tokens":250,"output_tokens":9}""", 12, 50, 200, 40, 9, 0)]
    [InlineData("""{"cache_creation_input_tokens":500,"cache_creation":{"ephemeral_5m_input_tokens":50,"ephemeral_1h_input_tokens":450},"output_tokens":9}""", 12, 50, 450, 40, 9, 0)]
    public void What_it_names_replaces_the_start_and_what_it_leaves_out_stays(string usage, long input, long write5m, long write1h, long read, long output, long searches)
    {
        var reported = Read(Stream(usage));
        Assert.True(reported.TryUsage(out var final));
        Assert.Equal((input, write5m, write1h, read, output, searches), (final.Message.InputTokens, final.Message.CacheWrite5mTokens,
            final.Message.CacheWrite1hTokens, final.Message.CacheReadTokens, final.Message.OutputTokens, final.Message.WebSearchRequests));
        Assert.Equal((ServiceTier.Priority, InferenceGeo.Us, Speed.Fast), (final.Message.Tier, final.Message.Geo, final.Message.Speed));
    }

    [Fact]
    public void Deltas_are_never_added()
    {
        Assert.True(Read(Stream("""{"output_tokens":9,"server_tool_use":{"web_search_requests":1}}""", """{"output_tokens":14}""", """{"output_tokens":15}""")).TryUsage(out var final));
        Assert.Equal((15, 1), (final.Message.OutputTokens, final.Message.WebSearchRequests));
    }

    [Fact]
    public void Iterations_of_the_last_delta_come_along()
    {
        Assert.True(Read(Stream("""{"output_tokens":9,"iterations":[{"type":"compaction","input_tokens":100,"output_tokens":7},{"type":"message","model":"m","input_tokens":12,"output_tokens":9},{"type":"marker"}]}""")).TryUsage(out var final));
        Assert.Equal(["compaction", "message"], final.Iterations.Select(i => i.Kind));
        Assert.Equal((100, 7, Speed.Fast), (final.Iterations[0].Usage.InputTokens, final.Iterations[0].Usage.OutputTokens, final.Iterations[0].Usage.Speed));
        Assert.Equal("m", final.Iterations[1].Model);
    }

    [Fact]
    public void The_container_is_known_from_the_start_or_the_end()
    {
        var late = SampleStream.Events[0] + SampleStream.Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn","container":{"id":"container_2","expires_at":"x"}},"usage":{"output_tokens":1}}""");
        Assert.Equal("container_2", Read(Encoding.UTF8.GetBytes(late)).ContainerId);
        var early = SampleStream.Events[0].Replace("\"container\":null", "\"container\":{\"id\":\"container_1\"}");
        Assert.Equal("container_1", Read(Encoding.UTF8.GetBytes(early)).ContainerId);
        Assert.Equal("container_1", Read(Encoding.UTF8.GetBytes(early + SampleStream.Events[13])).ContainerId);
    }

    private static byte[] Stream(params string[] usages) => Encoding.UTF8.GetBytes(SampleStream.Events[0]
        + string.Concat(usages.Select((u, i) => SampleStream.Event("message_delta", $$"""{"type":"message_delta","delta":{{{(i < usages.Length - 1 ? "" : "\"stop_reason\":\"end_turn\"")}}},"usage":{{u}}}""")))
        + SampleStream.Events[14]);
}
