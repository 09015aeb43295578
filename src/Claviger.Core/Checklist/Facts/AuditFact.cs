namespace Claviger.Core.Checklist.Facts;

/// <param name="SignedEntries">How many the newest checkpoint covers.</param>
/// <param name="Fault">Why the log is not proven: no signature is made, or the kept bytes and the signed tree differ; null: all is well.</param>
/// <param name="OldestUnsignedAt">When the first entry was written that no checkpoint covers; null: all are covered.</param>
/// <param name="FailingPlaces">Places outside that checkpoints don't get to.</param>
public sealed record AuditFact(
    long Entries, long SignedEntries, string? Fault, DateTimeOffset? OldestUnsignedAt, DateTimeOffset? ReviewedAt, long ReviewedUpTo, IReadOnlyList<string> FailingPlaces);
