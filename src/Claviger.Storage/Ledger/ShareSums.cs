using Claviger.Core;

namespace Claviger.Storage.Ledger;

/// <summary>One limit in one period, over all nodes.</summary>
/// <param name="Leased">With this node's debt, if it has one, and without those of others: they are posted already and leave no room to anybody.</param>
/// <param name="LeasedHere">This node's part of <paramref name="Leased"/>.</param>
/// <param name="OthersHold">Whether another node has anything leased: what it doesn't use may come back.</param>
internal readonly record struct ShareSums(Money Posted, Money Leased, Money LeasedHere, bool OthersHold)
{
    public Money HeadroomUnder(Money cap) => cap - Posted - Leased;
}
