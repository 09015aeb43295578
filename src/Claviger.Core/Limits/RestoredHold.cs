namespace Claviger.Core.Limits;

/// <summary>A batch that was submitted before this process began and isn't booked: its lease is durable, its hold must be taken up again.</summary>
/// <param name="Held">What is left of its worst case after the lines that are booked.</param>
public sealed record RestoredHold(string BatchId, HeldLimits Limits, Money Held);
