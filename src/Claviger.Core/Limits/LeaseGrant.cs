namespace Claviger.Core.Limits;

/// <summary>The books' answer to a <see cref="LeaseDemand"/>, durable when it is given.</summary>
/// <param name="Granted">Added to the node's lease; zero when the need doesn't fit.</param>
/// <param name="Cap">The cap in force; null when there is none (suspended, deleted, no amount): then nothing is granted and nothing needs to be held.</param>
/// <param name="Posted">Sum of all nodes' posted costs of the period, unresolved ones at their worst case.</param>
/// <param name="Leased">Sum of all nodes' leases, this grant included.</param>
/// <param name="LeasedHere">This node's part of <paramref name="Leased"/>.</param>
public readonly record struct LeaseGrant(Money Granted, Money? Cap, Money Posted, Money Leased, Money LeasedHere);
