using System.Runtime.InteropServices;

namespace Claviger.Core.Keys;

/// <summary>
/// The 11-character public part of a token, packed so that a look-up hashes two numbers and allocates nothing.
/// It is not secret: it is stored in clear and shown in lists.
/// </summary>
public readonly record struct SecretId(ulong High, uint Low)
{
    public const int Length = 11;

    /// <summary>Null unless the text is 11 Base62 characters.</summary>
    public static SecretId? TryParse(ReadOnlySpan<char> text)
    {
        if (text.Length != Length || !Base62.IsBase62(text)) return null;
        Span<byte> bytes = stackalloc byte[12];
        bytes[11] = 0;
        for (var i = 0; i < Length; i++) bytes[i] = (byte)text[i];
        return new SecretId(MemoryMarshal.Read<ulong>(bytes), MemoryMarshal.Read<uint>(bytes[8..]));
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[12];
        MemoryMarshal.Write(bytes, High);
        MemoryMarshal.Write(bytes[8..], Low);
        return System.Text.Encoding.ASCII.GetString(bytes[..Length]);
    }
}
