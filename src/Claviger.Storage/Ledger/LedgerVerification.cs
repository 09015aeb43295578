namespace Claviger.Storage.Ledger;

/// <param name="Rows">Usage rows that were added up.</param>
/// <param name="Limits">Limits, a period each, whose posted sums were compared.</param>
public sealed record LedgerVerification(long Rows, long Limits, IReadOnlyList<LedgerDifference> Differences);
