using Claviger.Core;

namespace Claviger.Storage.Ledger;

/// <summary>A sum that doesn't equal what it sums.</summary>
public sealed record LedgerDifference(string What, Money Booked, Money Expected);
