using Claviger.Core;

namespace Claviger.Storage.Ledger;

/// <summary>What was left of a lease when a power cut took the memory that knew of it: counted as spent until somebody says what of it was.</summary>
public sealed record UnresolvedRemainder(string Id, string LimitId, long AtMs, Money Amount);
