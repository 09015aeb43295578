namespace Claviger.Core.Audit;

/// <summary>The right edge of a growing tree: enough to append leaves and to know the root, in O(log n) memory. For whoever reads a log in order.</summary>
public sealed class MerkleRange
{
    private readonly List<byte[]> _whole;

    public MerkleRange() => _whole = [];

    /// <summary>Goes on where another stopped.</summary>
    /// <param name="frontier">Whole subtrees, left to right, as <see cref="MerkleTree.Frontier"/> gives them.</param>
    public MerkleRange(long size, IReadOnlyList<byte[]> frontier)
    {
        if (frontier.Count != System.Numerics.BitOperations.PopCount((ulong)size)) throw new ArgumentException("a frontier has one hash for each bit of the size", nameof(frontier));
        (Size, _whole) = (size, [.. frontier]);
    }

    public long Size { get; private set; }

    public void Append(byte[] leafHash)
    {
        var hash = leafHash;
        for (var level = 0; (Size >> level & 1) == 1; level++)
        {
            hash = MerkleHash.Node(_whole[^1], hash);
            _whole.RemoveAt(_whole.Count - 1);
        }

        _whole.Add(hash);
        Size++;
    }

    public byte[] Root()
    {
        if (Size == 0) return MerkleHash.Empty;
        var root = _whole[^1];
        for (var i = _whole.Count - 2; i >= 0; i--) root = MerkleHash.Node(_whole[i], root);
        return root;
    }
}
