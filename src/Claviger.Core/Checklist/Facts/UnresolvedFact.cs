namespace Claviger.Core.Checklist.Facts;

/// <summary>Spend that is counted at its worst case because nobody saw its truth.</summary>
public sealed record UnresolvedFact(string Id, DateTimeOffset At, Money Booked, string? KeyId);
