namespace Claviger.Storage.Ledger;

/// <summary>A sum that isn't what it should be.</summary>
/// <param name="Where">Hour or day with its dimensions, or limit and period, for people to read.</param>
/// <param name="What">Which figure: <c>requests</c>, <c>cost_nanos</c>, a token class, <c>posted_nanos</c> …</param>
/// <param name="Expected">By counting again; of <see cref="LedgerDifferenceKind.LeasedAboveCap"/>: the most there may be.</param>
/// <param name="Found">What the sum says.</param>
public sealed record LedgerDifference(LedgerDifferenceKind Kind, string Where, string What, long Expected, long Found);
