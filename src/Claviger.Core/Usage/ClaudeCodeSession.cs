using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Claviger.Core.Usage;

/// <summary>What stands in the books for a session of Claude Code: counted, never read back. The client says it, and may say anything.</summary>
public static class ClaudeCodeSession
{
    /// <summary>Another client's request.</summary>
    public const long None = 0;

    /// <summary>Claude Code's, of a session that nobody knows: it named none, or a crash forgot it.</summary>
    public const long Unknown = -1;

    /// <summary>Longer ids than this are cut: a UUID has 36 characters.</summary>
    private const int LongestId = 128;

    /// <summary>Positive; the same on every node and after every start.</summary>
    public static long Of(ReadOnlySpan<char> id)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(id[..Math.Min(id.Length, LongestId)]), digest);
        return Math.Max(1, System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(digest) & long.MaxValue);
    }
}
