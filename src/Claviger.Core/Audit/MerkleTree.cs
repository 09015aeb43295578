using System.Numerics;

namespace Claviger.Core.Audit;

/// <summary>
/// Roots and proofs of RFC 6962 out of stored nodes. Only whole subtrees are stored (2^level leaves from position × 2^level on), so
/// a node never changes, whatever is appended; each answer reads O(log n) of them.
/// </summary>
/// <param name="node">Hash of a whole subtree: level, position.</param>
public sealed class MerkleTree(Func<int, long, byte[]> node)
{
    public byte[] Root(long size) => size == 0 ? MerkleHash.Empty : Hash(0, size);

    /// <summary>That the leaf at <paramref name="index"/> (from 0) is in the tree of that size.</summary>
    public IReadOnlyList<byte[]> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<byte[]>();
        Path(index, 0, size, path);
        return path;
    }

    /// <summary>That the tree of size <paramref name="to"/> begins with all of the one of size <paramref name="from"/>.</summary>
    public IReadOnlyList<byte[]> Consistency(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        var path = new List<byte[]>();
        Subproof(from, 0, to, isWhole: true, path);
        return path;
    }

    /// <summary>Whole subtrees that the first leaves of that number fall into, left to right: what a <see cref="MerkleRange"/> goes on from.</summary>
    public IReadOnlyList<byte[]> Frontier(long size)
    {
        var nodes = new List<byte[]>();
        long begin = 0;
        for (var level = 62; level >= 0; level--)
        {
            if ((size >> level & 1) == 0) continue;
            nodes.Add(node(level, begin >> level));
            begin += 1L << level;
        }

        return nodes;
    }

    private void Path(long index, long begin, long end, List<byte[]> path)
    {
        if (end - begin == 1) return;
        var middle = begin + Split(end - begin);
        if (index < middle)
        {
            Path(index, begin, middle, path);
            path.Add(Hash(middle, end));
        }
        else
        {
            Path(index, middle, end, path);
            path.Add(Hash(begin, middle));
        }
    }

    private void Subproof(long from, long begin, long end, bool isWhole, List<byte[]> path)
    {
        if (from == end)
        {
            if (!isWhole) path.Add(Hash(begin, end));
            return;
        }

        var middle = begin + Split(end - begin);
        if (from <= middle)
        {
            Subproof(from, begin, middle, isWhole, path);
            path.Add(Hash(middle, end));
        }
        else
        {
            Subproof(from, middle, end, isWhole: false, path);
            path.Add(Hash(begin, middle));
        }
    }

    private byte[] Hash(long begin, long end)
    {
        var count = end - begin;
        if (BitOperations.IsPow2(count)) return node(BitOperations.Log2((ulong)count), begin / count);
        var middle = begin + Split(count);
        return MerkleHash.Node(Hash(begin, middle), Hash(middle, end));
    }

    /// <summary>The largest power of two below it.</summary>
    private static long Split(long count) => 1L << BitOperations.Log2((ulong)count - 1);
}
