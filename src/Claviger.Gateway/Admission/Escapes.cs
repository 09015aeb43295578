using System.Buffers.Text;

namespace Claviger.Gateway.Admission;

/// <summary>
/// The one thing about escapes that the library's reader leaves unchecked: <c>\ud83d</c> without its other half.
/// Upstream refuses it, and text that some parsers repair and others don't must not pass an inspector.
/// </summary>
internal static class Escapes
{
    /// <param name="raw">A JSON string without its quotes, its escapes known to be well formed.</param>
    public static bool HasLoneSurrogate(ReadOnlySpan<byte> raw)
    {
        var at = 0;
        while (true)
        {
            var next = raw[at..].IndexOf("\\u"u8);
            if (next < 0) return false;
            at += next;
            if (IsEscaped(raw, at))
            {
                at += 2; // an escaped backslash, then a plain u
                continue;
            }

            var unit = CodeUnit(raw, at);
            at += 6;
            if (unit is < 0xD800 or > 0xDFFF) continue;
            if (unit >= 0xDC00) return true;
            if (at + 6 > raw.Length || raw[at] != '\\' || raw[at + 1] != 'u') return true;
            if (CodeUnit(raw, at) is < 0xDC00 or > 0xDFFF) return true;
            at += 6;
        }
    }

    /// <summary>Runs of backslashes before two hits never overlap, so this stays linear over the string.</summary>
    private static bool IsEscaped(ReadOnlySpan<byte> raw, int backslash)
    {
        var before = backslash;
        while (before > 0 && raw[before - 1] == '\\') before--;
        return ((backslash - before) & 1) == 1;
    }

    private static int CodeUnit(ReadOnlySpan<byte> raw, int backslash) =>
        Utf8Parser.TryParse(raw.Slice(backslash + 2, 4), out ushort unit, out var read, 'x') && read == 4 ? unit : 0xDC00;
}
