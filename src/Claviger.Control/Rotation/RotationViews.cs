using Claviger.Control.Keys;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;
using Claviger.Core.Rotation;

namespace Claviger.Control.Rotation;

internal static class RotationViews
{
    public static readonly IReadOnlyDictionary<string, string> Statuses = new[] { "overdue", "due_soon", "ok", "none" }.ToDictionary(name => name, StringComparer.Ordinal);

    public static RotationPolicyView Of(RotationScope scope, RotationSettings settings) => new(
        "rotation_policy", RotationScopes.Name(scope.Type), scope.Id, settings.MaxAgeDays, (long?)settings.Overlap?.TotalSeconds, settings.AheadDays, settings.Automatic,
        settings.ExtendWhileInUse, settings.HardEndDays, settings.Sink);

    public static EffectiveRotationPolicyView Of(RotationPolicy policy) => new(
        policy.MaxAgeDays, (long)policy.Overlap.TotalSeconds, policy.AheadDays, policy.Automatic, policy.ExtendWhileInUse, policy.HardEndDays, policy.Sink);

    public static RotationView Of(RotatingKey key, SecretDelivery? delivery, SecretUses uses, DateTimeOffset now)
    {
        var current = key.Secret is null ? null : KeySecretViews.Of(key.Secret, uses, now);
        var previous = key.Previous is null || KeySecretViews.EndOf(key.Previous, uses) <= now ? null : KeySecretViews.Of(key.Previous, uses, now);
        return new RotationView(
            "rotation", key.Key.Id.Value, key.Key.Name, key.Key.Workspace.Value, key.Key.Service, new ActorRef(key.Key.Owner.Id, key.Key.Owner.Type), StatusOf(key, now),
            key.Schedule?.DueAt, key.Schedule?.DaysLeft(now), key.Schedule?.RotatesAt, current, previous, Moved(current, previous, now), Of(key.EffectivePolicy),
            delivery is null ? null : DeliveryViews.ViewOf(delivery));
    }

    private static string StatusOf(RotatingKey key, DateTimeOffset now) =>
        key.Schedule is not { } schedule ? "none"
        : schedule.IsOverdue(now) ? "overdue"
        : schedule.DaysLeft(now) <= key.EffectivePolicy.AheadDays ? "due_soon"
        : "ok";

    /// <summary>X4: the evidence, from first and last uses alone.</summary>
    private static string? Moved(ApiKeySecretView? current, ApiKeySecretView? previous, DateTimeOffset now) =>
        previous is null ? null
        : current?.FirstUsedAt is null ? "waiting"
        : previous.LastUsedAt > now - ExtendOverlaps.Recent ? "both"
        : "moved";
}
