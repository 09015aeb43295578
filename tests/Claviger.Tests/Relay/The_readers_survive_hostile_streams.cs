using System.Text;
using Claviger.Gateway.Relay;
using CsCheck;
using Xunit;

namespace Claviger.Tests.Relay;

/// <summary>
/// Mutants of good answers: no exception, the same reading however they are chopped, and never fewer visible bytes than a shorter part
/// of the stream had. Short by default; CLAVIGER_FUZZ_SECONDS makes each property run that long.
/// </summary>
public sealed class The_readers_survive_hostile_streams
{
    private static readonly byte[] Seed = SampleStream.Bytes;

    private static readonly byte[][] Pieces = [.. new[]
    {
        "\n\n", "\r", "\r\n", "data:", "data: ", "event: error\n", "event:message_start\n", ":", "\"", "\\", "\\u", "\\ud83d", "{", "}", "null", "-1", "1e400",
        "99999999999999999999", "\"output_tokens\":", "\"usage\":{", "\"type\":\"message_stop\"", "\0", "\uFEFF", "[[[[[[[[[[[[[[[[",
    }.Select(Encoding.UTF8.GetBytes)];

    private static readonly Gen<byte[]> Mutants =
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 1 << 20], Gen.Int[0, 1 << 20]).Array[1, 6].Select(edits => edits.Aggregate(Seed, Mutate));

    private static long Seconds => long.TryParse(Environment.GetEnvironmentVariable("CLAVIGER_FUZZ_SECONDS"), out var seconds) ? seconds : 2;

    [Fact]
    public void A_stream_reads_the_same_however_it_is_chopped() => Fuzz(() =>
        Gen.Select(Mutants, Gen.Int[1, 400].Array[1, 40]).Sample((stream, sizes) =>
        {
            Assert.Equal(Summary(Read(stream, [stream.Length])), Summary(Read(stream, sizes)));
        }, iter: 500));

    [Fact]
    public void A_longer_part_of_a_stream_never_shows_less() => Fuzz(() =>
        Gen.Select(Mutants, Gen.Int[0, 4_000]).Sample((stream, cut) =>
        {
            var part = new SseUsageReader();
            part.Feed(stream.AsSpan(0, Math.Min(cut, stream.Length)));
            var shown = part.VisibleOutputBytes;
            part.Feed(stream.AsSpan(Math.Min(cut, stream.Length)));
            Assert.InRange(part.VisibleOutputBytes, shown, Math.Max(shown, stream.Length));
            if (part.TryUsageIfCut(1_000, outputMayBeHidden: false, out var usage)) Assert.True(usage.Message.OutputTokens >= 0);
        }, iter: 500));

    [Fact]
    public void A_whole_answer_is_read_or_not_but_never_throws() => Fuzz(() =>
        Gen.Select(Gen.Int[0, Seed.Length], Mutants).Sample((start, bytes) =>
        {
            JsonUsageReader.TryRead(bytes.AsSpan(Math.Min(start, bytes.Length)), out _);
            JsonEdits.IdOf(bytes);
            JsonEdits.WithOwnResultsUrl(bytes, "http://127.0.0.1:4141");
        }, iter: 500));

    private static void Fuzz(Action round)
    {
        var start = TimeProvider.System.GetTimestamp();
        do round();
        while (TimeProvider.System.GetElapsedTime(start).TotalSeconds < Seconds);
    }

    private static byte[] Mutate(byte[] bytes, (int Kind, int Where, int What) edit)
    {
        var at = edit.Where % (bytes.Length + 1);
        var piece = Pieces[edit.What % Pieces.Length];
        return edit.Kind switch
        {
            0 => [.. bytes[..at], .. piece, .. bytes[at..]],
            1 => bytes[..at],
            2 when at < bytes.Length => [.. bytes[..at], (byte)(bytes[at] ^ (1 << (edit.What % 8))), .. bytes[(at + 1)..]],
            3 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + edit.What % 64)..]],
            _ => [.. bytes, .. bytes[at..]],
        };
    }

    private static SseUsageReader Read(byte[] stream, int[] sizes)
    {
        var reader = new SseUsageReader();
        for (int at = 0, n = 0; at < stream.Length; n++)
        {
            var size = Math.Min(Math.Max(1, sizes[n % sizes.Length]), stream.Length - at);
            reader.Feed(stream.AsSpan(at, size));
            at += size;
        }

        reader.End();
        return reader;
    }

    private static string Summary(SseUsageReader reader) =>
        $"{reader.SawStart} {reader.SawFinalUsage} {reader.SawStop} {reader.SawError} {reader.IsFinal} {reader.Model} {reader.ContainerId} "
        + $"{reader.VisibleOutputBytes} {(reader.TryUsageIfCut(1_000, false, out var usage) ? usage.Message : null)}";
}
