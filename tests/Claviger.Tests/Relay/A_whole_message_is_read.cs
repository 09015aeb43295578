using System.Text;
using Claviger.Core.Usage;
using Claviger.Gateway.Relay;
using Xunit;

namespace Claviger.Tests.Relay;

public sealed class A_whole_message_is_read
{
    [Fact]
    public void With_its_model_container_and_counts()
    {
        Assert.True(Try("""{"id":"msg_01","model":"claude-opus-5-5","content":[{"type":"tool_use","input":{"usage":{"input_tokens":999},"model":"x"}}],"container":{"id":"container_1"},"usage":{"input_tokens":1,"output_tokens":2,"cache_read_input_tokens":3,"brand_new":{"a":[1]}}}""", out var usage, out var container));
        Assert.Equal("claude-opus-5-5", usage.Model);
        Assert.Equal("container_1", container);
        Assert.Equal(new TokenUsage { InputTokens = 1, OutputTokens = 2, CacheReadTokens = 3 }, usage.Message);
        Assert.Empty(usage.Iterations);
        Assert.Empty(default(ReportedUsage).Iterations);
    }

    [Fact]
    public void With_escaped_names_and_unknown_words()
    {
        Assert.True(Try("""{"us\u0061ge":{"input_tokens":1,"output_tokens":2,"service_tier":"flex","inference_geo":7,"speed":{"x":1}},"model":{"odd":true}}""", out var usage, out _));
        Assert.Equal((ServiceTier.Unknown, InferenceGeo.Unknown, Speed.Unknown), (usage.Message.Tier, usage.Message.Geo, usage.Message.Speed));
        Assert.Null(usage.Model);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"x"}}""")]
    [InlineData("""{"usage":null}""")]
    [InlineData("""{"usage":[]}""")]
    [InlineData("""{"usage":{}}""")]
    [InlineData("""{"usage":{"input_tokens":1}}""")]
    [InlineData("""{"usage":{"input_tokens":1,"output_tokens":-1}}""")]
    [InlineData("""{"usage":{"input_tokens":1,"output_tokens":1.5}}""")]
    [InlineData("""{"usage":{"input_tokens":1,"output_tokens":"1"}}""")]
    [InlineData("""{"usage":{"input_tokens":1,"output_tokens":1000000000000001}}""")]
    [InlineData("""{"usage":{"input_tokens":1,"output_tokens":1,"cache_creation":7}}""")]
    [InlineData("""{"usage":{"input_tokens":1,"output_tokens":1,"server_tool_use":[]}}""")]
    [InlineData("""{"usage":{"input_tokens":1,"output_tokens":1,"iterations":{}}}""")]
    [InlineData("""{"usage":{"input_tokens":1,"output_tokens":1,"iterations":[7]}}""")]
    [InlineData("""{"usage":{"input_tokens":1,"output_tokens":1,"iterations":[{"input_tokens":-7}]}}""")]
    [InlineData("""{"usage":{"input_tokens":1,"output_tokens":1}""")]
    [InlineData("""{"usage":{"input_tokens":1,"output_tokens":1}} x""")]
    [InlineData("""{"usage":{"input_tokens":1,"output_tokens":1},"model":"\ud800"}""")]
    [InlineData("<html>")]
    public void Or_refused_and_never_throws(string body) => Assert.False(Try(body, out _, out _));

    [Fact]
    public void Or_refused_at_every_cut()
    {
        var body = Encoding.UTF8.GetBytes("""{"model":"m","usage":{"input_tokens":1,"output_tokens":2,"iterations":[{"type":"message","input_tokens":1,"output_tokens":2}]}}""");
        for (var length = 0; length < body.Length; length++) Assert.False(JsonUsageReader.TryRead(body.AsSpan(0, length), out _));
        Assert.True(JsonUsageReader.TryRead(body, out _));
    }

    private static bool Try(string body, out ReportedUsage usage, out string? container) =>
        JsonUsageReader.TryRead(Encoding.UTF8.GetBytes(body), out usage, out container);
}
