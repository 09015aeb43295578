using Claviger.Core.Keys;

namespace Claviger.Core.Rotation;

/// <summary>A living key with its current secret and what its policy makes of that.</summary>
/// <param name="Secret">Null after a leak that left the key without one.</param>
/// <param name="Previous">The one before it that still works; null: none.</param>
public sealed record RotatingKey(ApiKey Key, KeySecret? Secret, KeySecret? Previous, RotationPolicy Policy)
{
    /// <summary>Null when there is no secret to be due.</summary>
    public SecretSchedule? Schedule => Secret is null ? null : SecretSchedule.Of(Secret.CreatedAt, EffectivePolicy);

    /// <summary>A personal key acts as its owner: its secret is brought to nobody, so nothing rotates it but them.</summary>
    public RotationPolicy EffectivePolicy => Key.IsPersonal ? RotationPolicy.Of(new RotationSettings { MaxAgeDays = Policy.MaxAgeDays, Sink = "" }) : Policy;
}
