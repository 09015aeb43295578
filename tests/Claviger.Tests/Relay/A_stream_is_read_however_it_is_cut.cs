using System.Text;
using Claviger.Core.Usage;
using Claviger.Gateway.Relay;
using CsCheck;
using Xunit;

namespace Claviger.Tests.Relay;

public sealed class A_stream_is_read_however_it_is_cut
{
    private static readonly byte[] Sample = SampleStream.Bytes;

    [Fact]
    public void In_one_piece()
    {
        var reader = Read(Sample);
        Assert.True(reader.SawStart && reader.SawFinalUsage && reader.SawStop && reader.IsFinal && !reader.SawError);
        Assert.Equal("claude-opus-5-5", reader.Model);
        Assert.Equal(54, reader.VisibleOutputBytes);
        Assert.True(reader.TryUsage(out var usage));
        Assert.Empty(usage.Iterations);
        Assert.Equal(new TokenUsage
        {
            InputTokens = 12,
            CacheWrite5mTokens = 100,
            CacheWrite1hTokens = 200,
            CacheReadTokens = 40,
            OutputTokens = 25,
            Tier = ServiceTier.Priority,
            Geo = InferenceGeo.Us,
            Speed = Speed.Fast,
        }, usage.Message);
    }

    [Fact]
    public void At_every_single_position()
    {
        var whole = Summary(Read(Sample));
        for (var cut = 0; cut <= Sample.Length; cut++) Assert.Equal(whole, Summary(Read(Sample[..cut], Sample[cut..])));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void With_other_line_ends_at_every_position(string lineEnd)
    {
        var bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Sample).Replace("\n", lineEnd));
        var whole = Summary(Read(Sample));
        Assert.Equal(whole, Summary(Read(bytes)));
        for (var cut = 0; cut <= bytes.Length; cut++) Assert.Equal(whole, Summary(Read(bytes[..cut], bytes[cut..])));
    }

    [Fact]
    public void Byte_by_byte() => Assert.Equal(Summary(Read(Sample)), Summary(Read([.. Sample.Select(b => new[] { b })])));

    [Fact]
    public void In_10000_random_ways()
    {
        // Also with everything that takes the slow paths: no event lines, data over several lines, other spacing, oversized events.
        var text = Encoding.UTF8.GetString(Sample);
        byte[][] streams =
        [
            Sample,
            Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n")),
            Encoding.UTF8.GetBytes(string.Concat(text.Split('\n').Where(l => !l.StartsWith("event:")).Select(l => l + "\n"))),
            Encoding.UTF8.GetBytes(text.Replace("data: {\"type\":\"message_delta\",", "data: {\ndata:\"type\":\"message_delta\",\ndata: ").Replace("event: ", "event:")),
            Encoding.UTF8.GetBytes(text + SampleStream.Event("content_block_delta", Delta(new string('y', StreamedMessageCap.Content + 1)))),
        ];
        var wholes = streams.Select(s => Summary(Read(s))).ToArray();
        Gen.Select(Gen.Int[0, streams.Length - 1], Gen.Int[1, 400].Array[1, 60]).Sample((which, sizes) =>
        {
            var (stream, reader, at) = (streams[which], new SseUsageReader(), 0);
            for (var i = 0; at < stream.Length; i++)
            {
                var size = i >= 400 ? stream.Length : Math.Min(sizes[i % sizes.Length], stream.Length - at);
                size = Math.Min(size, stream.Length - at);
                reader.Feed(stream.AsSpan(at, size));
                at += size;
            }

            reader.End();
            Assert.Equal(wholes[which], Summary(reader));
        }, iter: 10_000);
    }

    [Fact]
    public void Without_event_lines_the_datas_type_decides()
    {
        var text = string.Concat(Encoding.UTF8.GetString(Sample).Split('\n').Where(l => !l.StartsWith("event:")).Select(l => l + "\n"));
        Assert.Equal(Summary(Read(Sample)), Summary(Read(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void Data_before_its_event_line_and_over_several_lines()
    {
        var text = "data: " + SampleStream.Start.Replace("\"message\":{", "\"message\":\ndata: {") + "\nevent: message_start\n\n"
            + SampleStream.Event("message_delta", SampleStream.End);
        Assert.True(Read(Encoding.UTF8.GetBytes(text)).TryUsage(out var usage));
        Assert.Equal((12, 25), (usage.Message.InputTokens, usage.Message.OutputTokens));
    }

    [Fact]
    public void The_last_event_counts_without_its_blank_line_but_not_torn()
    {
        var text = SampleStream.Event("message_start", SampleStream.Start) + SampleStream.Event("message_delta", SampleStream.End);
        for (var missing = 1; missing <= 2; missing++) Assert.True(Read(Encoding.UTF8.GetBytes(text[..^missing])).TryUsage(out _));
        var torn = Read(Encoding.UTF8.GetBytes(text[..^3]));
        Assert.False(torn.TryUsage(out _));
        Assert.True(torn.TryUsageIfCut(1_000, false, out var cut));
        Assert.Equal(12, cut.Message.InputTokens);
    }

    [Fact]
    public void A_reader_can_be_used_again()
    {
        var reader = Read(Sample);
        reader.Feed("event: message_start\ndata: {\"ty"u8);
        reader.Reset();
        Assert.Equal(Summary(new SseUsageReader()), Summary(reader));
        reader.Feed(Sample);
        reader.End();
        Assert.Equal(Summary(Read(Sample)), Summary(reader));
    }

    [Theory]
    [InlineData(1024 * 1024 - 2_000, true)]
    [InlineData(1024 * 1024 + 1, false)]
    public void A_first_event_beyond_the_cap_is_unreadable_and_no_longer_held(int padding, bool readable)
    {
        var start = SampleStream.Start[..^1] + ",\"x\":\"" + new string('z', padding) + "\"}";
        var text = SampleStream.Event("message_start", start) + SampleStream.Event("message_delta", SampleStream.End);
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var reader in new[] { Read(bytes), Read([.. bytes.Chunk(8_192)]) })
        {
            Assert.Equal(readable, reader.TryUsage(out _));
            Assert.Equal(readable, reader.TryUsageIfCut(10, false, out _));
        }
    }

    internal static string Delta(string text) => $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{text}}}"}}""";

    internal static SseUsageReader Read(params byte[][] pieces)
    {
        var reader = new SseUsageReader();
        foreach (var piece in pieces) reader.Feed(piece);
        reader.End();
        return reader;
    }

    private static string Summary(SseUsageReader reader)
    {
        var final = reader.TryUsage(out var usage);
        var cut = reader.TryUsageIfCut(1_000_000, false, out var bound);
        return $"{reader.SawStart} {reader.SawFinalUsage} {reader.SawStop} {reader.SawError} {reader.IsFinal} {reader.VisibleOutputBytes} {reader.Model} {reader.ContainerId} {final} {usage.Message} {cut} {bound.Message}";
    }
}

internal static class StreamedMessageCap
{
    public const int Content = StreamedMessage.ContentCap;
}
