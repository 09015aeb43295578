using Claviger.Core;

namespace Claviger.Storage.Ledger;

/// <summary>One limit in one period, over all nodes.</summary>
/// <param name="LeasedHere">This node's part of <paramref name="Leased"/>.</param>
/// <param name="OthersHold">Whether another node has anything leased: what it doesn't use may come back.</param>
internal readonly record struct ShareSums(Money Posted, Money Leased, Money LeasedHere, bool OthersHold)
{
    public Money HeadroomUnder(Money cap) => cap - Posted - Leased;
}
