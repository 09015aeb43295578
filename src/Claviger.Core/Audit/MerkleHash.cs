using System.Security.Cryptography;

namespace Claviger.Core.Audit;

/// <summary>
/// Hashes of an RFC 6962 tree. Leaves and nodes begin with different bytes: otherwise two hashes in a row could pass for a leaf
/// (second preimage).
/// </summary>
public static class MerkleHash
{
    public const int Bytes = 32;

    /// <summary>Root of a tree without leaves.</summary>
    public static byte[] Empty => SHA256.HashData([]);

    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData([0]);
        sha.AppendData(entry);
        return sha.GetHashAndReset();
    }

    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> both = stackalloc byte[1 + 2 * Bytes];
        both[0] = 1;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + Bytes)..]);
        return SHA256.HashData(both);
    }
}
