using Claviger.Core.Keys;

namespace Claviger.Core.Rotation;

/// <summary>The newest delivery of a key's secret to its sink.</summary>
/// <param name="Secret">On its way, or arrived; null when it has ended.</param>
/// <param name="Attempts">Since the last one that arrived.</param>
/// <param name="StartedAt">Of the first of these attempts.</param>
/// <param name="ClaimedUntil">Until then one process alone works on it.</param>
/// <param name="NextAt">Of the next attempt; null: none is needed.</param>
/// <param name="Error">Why the last one failed; never with a secret.</param>
public sealed record SecretDelivery(
    ApiKeyId Key, OrganizationId Organization, string Sink, DeliveryState State, SecretId? Secret, int Attempts, DateTimeOffset StartedAt, DateTimeOffset ClaimedUntil,
    DateTimeOffset? NextAt, string? Error);
