using System.Numerics;

namespace Claviger.Core.Audit;

/// <summary>Checks proofs of RFC 6962 trees, without the tree. Sizes come from outside, so nothing about them is taken for granted.</summary>
public static class MerkleProof
{
    public static bool Includes(ulong index, ulong size, ReadOnlySpan<byte> leafHash, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (index >= size || leafHash.Length != MerkleHash.Bytes || !AreHashes(proof)) return false;
        var (inner, border) = Shape(index, size);
        if (proof.Count != inner + border) return false;
        var hash = leafHash.ToArray();
        for (var i = 0; i < inner; i++) hash = (index >> i & 1) == 0 ? MerkleHash.Node(hash, proof[i]) : MerkleHash.Node(proof[i], hash);
        for (var i = inner; i < proof.Count; i++) hash = MerkleHash.Node(proof[i], hash);
        return root.SequenceEqual(hash);
    }

    /// <summary>From an empty tree there is nothing to prove, and no proof is taken for it.</summary>
    public static bool Extends(ulong size1, ulong size2, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root1, ReadOnlySpan<byte> root2)
    {
        if (size1 == 0 || size1 > size2 || !AreHashes(proof)) return false;
        if (size1 == size2) return proof.Count == 0 && root1.SequenceEqual(root2);
        if (proof.Count == 0) return false;

        var (inner, border) = Shape(size1 - 1, size2);
        var shift = BitOperations.TrailingZeroCount(size1);
        inner -= shift;
        // Where the old tree is one whole subtree its root is known, and not in the proof.
        var start = BitOperations.IsPow2(size1) ? 0 : 1;
        if (proof.Count != start + inner + border) return false;
        var hash1 = start == 0 ? root1.ToArray() : proof[0];
        var hash2 = hash1;
        var mask = size1 - 1 >> shift;
        for (var i = 0; i < inner; i++)
        {
            var step = proof[start + i];
            if ((mask >> i & 1) == 0) hash2 = MerkleHash.Node(hash2, step);
            else (hash1, hash2) = (MerkleHash.Node(step, hash1), MerkleHash.Node(step, hash2));
        }

        for (var i = start + inner; i < proof.Count; i++) (hash1, hash2) = (MerkleHash.Node(proof[i], hash1), MerkleHash.Node(proof[i], hash2));
        return root1.SequenceEqual(hash1) && root2.SequenceEqual(hash2);
    }

    /// <summary>How many steps of a path lie below the tree's right edge, and how many on it.</summary>
    private static (int Inner, int Border) Shape(ulong index, ulong size)
    {
        var inner = 64 - BitOperations.LeadingZeroCount(index ^ size - 1);
        return (inner, inner == 64 ? 0 : BitOperations.PopCount(index >> inner));
    }

    private static bool AreHashes(IReadOnlyList<byte[]> proof)
    {
        foreach (var hash in proof)
            if (hash.Length != MerkleHash.Bytes) return false;
        return true;
    }
}
