using System.Text;
using System.Text.Unicode;

namespace Claviger.Gateway.Admission;

/// <summary>What can be said of a body before it is parsed.</summary>
internal static class BodyBytes
{
    public static InspectionResult Check(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("\uFEFF"u8)) return new(InspectionFault.ByteOrderMark, 0, "");
        if (!Utf8.IsValid(body)) return new(InspectionFault.InvalidUtf8, FirstInvalid(body), "");
        var first = body.IndexOfAnyExcept(" \t\r\n"u8);
        if (first < 0) return new(InspectionFault.Empty, 0, "");
        return body[first] == (byte)'{' ? InspectionResult.Accepted : new(InspectionFault.BodyNotAnObject, first, "");
    }

    /// <summary>By blocks, so that a long body with one bad byte at its end costs little more than a good one.</summary>
    private static int FirstInvalid(ReadOnlySpan<byte> body)
    {
        const int blockBytes = 4096;
        var at = 0;
        while (body.Length - at > blockBytes)
        {
            var length = blockBytes;
            while (length > blockBytes - 4 && (body[at + length] & 0xC0) == 0x80) length--; // never split a character
            if (!Utf8.IsValid(body.Slice(at, length))) break;
            at += length;
        }

        while (at < body.Length && Rune.DecodeFromUtf8(body[at..], out _, out var read) == System.Buffers.OperationStatus.Done) at += read;
        return at;
    }
}
