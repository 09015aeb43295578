namespace Claviger.Core.Checklist.Facts;

/// <summary>A new secret on its way that has failed to arrive.</summary>
/// <param name="Attempts">Failed, in a row.</param>
/// <param name="Error">Of the last one; null: it may have arrived.</param>
public sealed record DeliveryFact(string Sink, int Attempts, DateTimeOffset StartedAt, string? Error);
