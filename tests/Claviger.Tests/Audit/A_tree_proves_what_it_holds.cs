using Claviger.Core.Audit;
using CsCheck;
using Xunit;

namespace Claviger.Tests.Audit;

/// <summary>X3: roots and proofs out of stored nodes, against the definition of RFC 6962 written down anew.</summary>
public sealed class A_tree_proves_what_it_holds
{
    [Fact]
    public void At_every_size_up_to_130_every_leaf_and_every_older_size()
    {
        var leaves = Enumerable.Range(0, 130).Select(i => MerkleHash.Leaf([(byte)i])).ToArray();
        var tree = Tree(leaves);
        for (var size = 1; size <= leaves.Length; size++)
        {
            var root = Definition(leaves.AsSpan(0, size));
            Assert.Equal(root, tree.Root(size));
            for (var index = 0; index < size; index++)
                Assert.True(MerkleProof.Includes((ulong)index, (ulong)size, leaves[index], tree.Inclusion(index, size), root));
            for (var from = 1; from <= size; from++)
                Assert.True(MerkleProof.Extends((ulong)from, (ulong)size, tree.Consistency(from, size), Definition(leaves.AsSpan(0, from)), root));
        }
    }

    [Fact]
    public void A_range_goes_on_from_any_frontier() => Gen.Select(Gen.Int[0, 500], Gen.Int[0, 500]).Sample((a, b) =>
    {
        var (from, to) = (Math.Min(a, b), Math.Max(a, b));
        var leaves = Enumerable.Range(0, to).Select(i => MerkleHash.Leaf(BitConverter.GetBytes(i))).ToArray();
        var tree = Tree(leaves);
        var range = new MerkleRange(from, tree.Frontier(from));
        foreach (var leaf in leaves[from..]) range.Append(leaf);
        Assert.Equal(tree.Root(to), range.Root());
    }, iter: 200);

    [Fact]
    public void Nothing_else_passes_for_a_leaf_or_for_an_older_tree() => Gen.Select(Gen.Int[2, 300], Gen.Int[0, 299], Gen.Int[0, 299], Gen.Int[0, 255]).Sample((size, a, b, bit) =>
    {
        var leaves = Enumerable.Range(0, size).Select(i => MerkleHash.Leaf(BitConverter.GetBytes(i))).ToArray();
        var tree = Tree(leaves);
        var (index, other) = (a % size, b % size);
        var proof = tree.Inclusion(index, size).Select(hash => (byte[])hash.Clone()).ToArray();
        if (other != index)
        {
            Assert.False(MerkleProof.Includes((ulong)index, (ulong)size, leaves[other], proof, tree.Root(size)));
            Assert.False(MerkleProof.Includes((ulong)other, (ulong)size, leaves[index], proof, tree.Root(size)));
        }

        proof[b % proof.Length][bit / 8] ^= (byte)(1 << bit % 8);
        Assert.False(MerkleProof.Includes((ulong)index, (ulong)size, leaves[index], proof, tree.Root(size)));

        var from = 1 + a % (size - 1);
        var forked = tree.Root(from).ToArray();
        forked[bit / 8] ^= (byte)(1 << bit % 8);
        Assert.False(MerkleProof.Extends((ulong)from, (ulong)size, tree.Consistency(from, size), forked, tree.Root(size)));
    }, iter: 500);

    internal static MerkleTree Tree(byte[][] leaves)
    {
        var nodes = new Dictionary<(int, long), byte[]>();
        for (var i = 0; i < leaves.Length; i++) nodes[(0, i)] = leaves[i];
        for (var level = 1; 1L << level <= leaves.Length; level++)
            for (long position = 0; (position + 1) << level <= leaves.Length; position++)
                nodes[(level, position)] = MerkleHash.Node(nodes[(level - 1, 2 * position)], nodes[(level - 1, 2 * position + 1)]);
        return new MerkleTree((level, position) => nodes[(level, position)]);
    }

    private static byte[] Definition(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1) return leaves[0];
        var middle = 1;
        while (middle * 2 < leaves.Length) middle *= 2;
        return MerkleHash.Node(Definition(leaves[..middle]), Definition(leaves[middle..]));
    }
}
