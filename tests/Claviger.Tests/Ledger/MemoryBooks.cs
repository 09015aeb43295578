using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Tests.Ledger;

/// <summary>The shared books of some nodes, in memory. Whatever they are asked, they never let posted + leased pass a cap (I1).</summary>
/// <param name="cap">The cap in force of a limit at an instant; null: none.</param>
internal sealed class MemoryBooks(int nodes, Func<int, long, Money?> cap)
{
    public Dictionary<LeaseKey, MemoryShare> Shares { get; } = [];

    /// <summary>Every demand in the order it was decided.</summary>
    public List<(LeaseDemand Demand, LeaseGrant Grant)> Answers { get; } = [];

    public MemoryShare ShareOf(LeaseKey key)
    {
        if (!Shares.TryGetValue(key, out var share)) Shares.Add(key, share = new MemoryShare(nodes));
        return share;
    }

    public LeaseGrant Take(int node, in LeaseDemand demand)
    {
        var share = ShareOf(demand.Key);
        var granted = Money.Zero;
        var inForce = cap(demand.Key.Limit, demand.AtMs);
        if (inForce is { } most)
        {
            granted = SliceSize.Of(new Money(most.Nanos - share.Posted - share.LeasedFor(node)), demand.Need);
            share.Leased[node] += granted.Nanos;
            if (granted > Money.Zero && share.Posted + share.LeasedFor(node) > most.Nanos) throw new InvalidOperationException("I1: granted beyond the cap");
            if (granted > Money.Zero) share.Wants.Remove(node);
            else if (share.Leased.Where((leased, other) => other != node && leased > 0).Any()) share.Wants.Add(node);
        }

        var answer = new LeaseGrant(granted, inForce, new Money(share.Posted), new Money(share.LeasedFor(node)), new Money(share.Leased[node]));
        Answers.Add((demand, answer));
        return answer;
    }

    /// <param name="covering">Every live limit that covers the request, in the period of its admission.</param>
    /// <param name="held">Those it was held against.</param>
    public void Post(int node, IEnumerable<LeaseKey> covering, HeldLimits held, Money cost)
    {
        foreach (var key in covering) ShareOf(key).Posted += cost.Nanos;
        foreach (var key in held.Keys) ShareOf(key).Leased[node] -= cost.Nanos;
    }

    public void GiveBack(int node, LeaseKey key, Money amount)
    {
        var share = ShareOf(key);
        share.Leased[node] -= amount.Nanos;
        if (share.Leased[node] < 0) throw new InvalidOperationException("gave back what was not leased");
    }

    public IReadOnlyList<LeaseKey> WantedOf(int node) =>
        [.. Shares.Where(pair => pair.Value.Leased[node] > 0 && pair.Value.Wants.Any(other => other != node)).Select(pair => pair.Key)];
}
