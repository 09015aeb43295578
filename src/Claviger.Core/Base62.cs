using System.Security.Cryptography;

namespace Claviger.Core;

/// <summary>The alphabet of ids and secrets: digits, upper case, lower case. No separator, so a double click selects a whole token.</summary>
public static class Base62
{
    public const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Uniformly random from the operating system's generator; 5.95 bits a character.</summary>
    public static string Random(int length) => RandomNumberGenerator.GetString(Alphabet, length);

    public static bool IsBase62(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Allowed);

    /// <summary>Fixed width, most significant character first. The value must fit.</summary>
    public static void Encode(uint value, Span<char> destination)
    {
        for (var i = destination.Length - 1; i >= 0; i--)
        {
            destination[i] = Alphabet[(int)(value % 62)];
            value /= 62;
        }

        if (value != 0) throw new ArgumentOutOfRangeException(nameof(destination), "the value needs more characters");
    }

    /// <summary>Fixed width text of a 128-bit number; 22 characters hold every value.</summary>
    public static string Encode(UInt128 value, int width = 22) =>
        string.Create(width, value, static (span, rest) =>
        {
            for (var i = span.Length - 1; i >= 0; i--)
            {
                (rest, var digit) = UInt128.DivRem(rest, 62);
                span[i] = Alphabet[(int)digit];
            }
        });

    /// <summary>The other way, of text with the full width of a 128-bit number.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out UInt128 value)
    {
        value = 0;
        if (text.Length != 22) return false;
        foreach (var c in text)
        {
            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0 || value > (UInt128.MaxValue - (UInt128)digit) / 62) return false;
            value = value * 62 + (UInt128)digit;
        }

        return true;
    }

    private static readonly System.Buffers.SearchValues<char> Allowed = System.Buffers.SearchValues.Create(Alphabet);
}
