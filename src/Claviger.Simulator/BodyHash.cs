using System.Buffers.Binary;

namespace Claviger.Simulator;

/// <summary>A fast 64-bit digest of a request body (folded multiplication, two lanes). Not cryptographic.</summary>
internal static class BodyHash
{
    private const ulong K0 = 0xA0761D6478BD642F;
    private const ulong K1 = 0xE7037ED1A0B428DB;
    private const ulong K2 = 0x8EBC6AF09C88C6E3;

    public static ulong Of(ReadOnlySpan<byte> body, ulong seed)
    {
        var length = (ulong)body.Length;
        ulong a = seed ^ K0, b = seed ^ K2;
        while (body.Length >= 32)
        {
            a = Fold(Read(body) ^ K1, Read(body[8..]) ^ a);
            b = Fold(Read(body[16..]) ^ K2, Read(body[24..]) ^ b);
            body = body[32..];
        }

        Span<byte> tail = stackalloc byte[32];
        tail.Clear();
        body.CopyTo(tail);
        a = Fold(Read(tail) ^ K1, Read(tail[8..]) ^ a);
        b = Fold(Read(tail[16..]) ^ K2, Read(tail[24..]) ^ b);
        return SeededGenerator.Mix(a ^ Fold(b, length ^ K0));
    }

    private static ulong Read(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt64LittleEndian(at);

    private static ulong Fold(ulong x, ulong y)
    {
        var high = Math.BigMul(x, y, out var low);
        return high ^ low;
    }
}
