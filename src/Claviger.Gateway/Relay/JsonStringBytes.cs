using System.Buffers;

namespace Claviger.Gateway.Relay;

/// <summary>Counts what a JSON string decodes to, without decoding it.</summary>
internal static class JsonStringBytes
{
    private static readonly SearchValues<byte> QuoteEscapeOrLineEnd = SearchValues.Create("\"\\\n\r"u8);

    /// <summary>UTF-8 bytes of the text up to the closing quote; half a surrogate pair counts as 2.</summary>
    /// <param name="text">From the byte after the opening quote.</param>
    /// <param name="end">Where the closing quote is.</param>
    /// <returns>-1 where the string has no end in its line, or a broken escape.</returns>
    public static long Count(ReadOnlySpan<byte> text, out int end)
    {
        end = 0;
        long bytes = 0;
        while (true)
        {
            var plain = text[end..].IndexOfAny(QuoteEscapeOrLineEnd);
            if (plain < 0) return -1;
            bytes += plain;
            end += plain;
            if (text[end] == (byte)'"') return bytes;
            if (text[end] != (byte)'\\') return -1; // JSON has no raw line ends: the string is torn
            if (!TrySkipEscape(text, ref end, ref bytes)) return -1;
        }
    }

    /// <summary>The same of a string's inside, as <c>Utf8JsonReader.ValueSpan</c> has it.</summary>
    public static long CountInside(ReadOnlySpan<byte> inside)
    {
        long bytes = 0;
        var at = 0;
        while (true)
        {
            var plain = inside[at..].IndexOf((byte)'\\');
            if (plain < 0) return bytes + inside.Length - at;
            bytes += plain;
            at += plain;
            if (!TrySkipEscape(inside, ref at, ref bytes)) return inside.Length;
        }
    }

    private static bool TrySkipEscape(ReadOnlySpan<byte> text, ref int at, ref long bytes)
    {
        if (at + 1 >= text.Length || text[at + 1] < 0x20) return false; // a line end behind the backslash: the string is torn
        if (text[at + 1] != (byte)'u')
        {
            (at, bytes) = (at + 2, bytes + 1);
            return true;
        }

        if (at + 6 > text.Length) return false;
        var unit = 0;
        foreach (var hex in text.Slice(at + 2, 4))
        {
            var digit = hex switch
            {
                >= (byte)'0' and <= (byte)'9' => hex - '0',
                >= (byte)'a' and <= (byte)'f' => hex - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => hex - 'A' + 10,
                _ => -1,
            };
            if (digit < 0) return false;
            unit = (unit << 4) | digit;
        }

        bytes += unit < 0x80 ? 1 : unit < 0x800 || unit is >= 0xD800 and <= 0xDFFF ? 2 : 3;
        at += 6;
        return true;
    }
}
