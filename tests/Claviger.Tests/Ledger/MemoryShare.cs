namespace Claviger.Tests.Ledger;

/// <summary>One limit in one period, as the books have it (nano-dollars).</summary>
internal sealed class MemoryShare(int nodes)
{
    /// <summary>Unresolved at its worst case, included.</summary>
    public long Posted { get; set; }

    /// <summary>By node. Negative where a row cost more than was held.</summary>
    public long[] Leased { get; } = new long[nodes];

    /// <summary>As one node must see it: its own debt it asks for again, but a debt gives no other node room.</summary>
    public long LeasedFor(int node) => Leased.Select((leased, of) => of == node ? leased : Math.Max(leased, 0)).Sum();

    public HashSet<int> Wants { get; } = [];
}
