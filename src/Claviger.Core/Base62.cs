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
            // Five characters at a time and by a constant: a division of 128 bits costs as much as the whole of this.
            Span<uint> limbs = [(uint)(rest >> 96), (uint)(rest >> 64), (uint)(rest >> 32), (uint)rest];
            for (var end = span.Length; end > 0; end -= Group)
            {
                var digits = TakeGroup(limbs);
                if (limbs is [0, _, ..]) limbs = limbs[1..];
                for (var i = end - 1; i >= Math.Max(0, end - Group); i--)
                {
                    span[i] = Alphabet[(int)(digits % 62)];
                    digits /= 62;
                }
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

    /// <summary>The remainder by 62^5; the limbs, most significant first, become the quotient.</summary>
    private static uint TakeGroup(Span<uint> limbs)
    {
        ulong remainder = 0;
        foreach (ref var limb in limbs)
        {
            var value = (remainder << 32) | limb;
            limb = (uint)(value / OfGroup);
            remainder = value % OfGroup;
        }

        return (uint)remainder;
    }

    private const int Group = 5;
    private const ulong OfGroup = 916_132_832; // 62^5, below 2^32

    private static readonly System.Buffers.SearchValues<char> Allowed = System.Buffers.SearchValues.Create(Alphabet);
}
