using Claviger.Control.Keys;
using Claviger.Control.Snapshots;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Policy;
using Claviger.Core.Rotation;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Rotation;

namespace Claviger.Control.Rotation;

/// <summary>
/// What becomes of a delivery, in one transaction. Arrived: its secret is the current one, the old one's overlap begins. Refused: its secret
/// ends now, the old one is untouched. In doubt: both go on, the new one for its day, and another is tried.
/// </summary>
public sealed class SettleDelivery(Database database, SnapshotRefresher snapshots, SecretUses uses, TimeProvider clock)
{
    /// <returns>Null: somebody else has settled it, or the key has another secret by now.</returns>
    public async Task<SecretDelivery?> RunAsync(Actor actor, SecretDelivery delivery, SinkResult result, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        using var tx = await database.BeginAdminAsync(ct);
        if (SecretDeliveryStore.Find(tx, delivery.Key) is not { } stored || stored.Secret != delivery.Secret || stored.State == DeliveryState.Delivered
            || KeyStore.Find(tx, delivery.Organization, delivery.Key.Value) is not { } key) return null;
        var working = KeyRotation.Working(tx, key.Id, uses, now);
        var brought = working.Find(secret => secret.Id == delivery.Secret);
        // It ended meanwhile: its day was up, or the key was said to have leaked.
        if (brought is null && result.Outcome == SinkOutcome.Delivered) result = SinkResult.Refused("its secret had ended before it arrived");

        SecretDelivery after;
        AuditEntry entry;
        if (result.Outcome == SinkOutcome.Delivered)
        {
            var policy = RotationPolicyStore.Of(tx, delivery.Organization).Of(key);
            var replaced = working.Where(secret => secret.Id != brought!.Id).ToList();
            var latest = now.AddDays(policy.HardEndDays);
            foreach (var old in replaced)
            {
                if (policy.Overlap > TimeSpan.Zero) KeySecretStore.Supersede(tx, old.Id, brought!.Id, policy.Overlap, old.EndsAt is { } end && end < latest ? end : latest, policy.ExtendWhileInUse && !old.IsPending ? latest : null);
                else KeySecretStore.End(tx, old.Id, now);
            }

            KeySecretStore.Arrive(tx, brought!.Id);
            KeyStore.Update(tx, key with { SecretHint = brought.Hint });
            after = stored with { State = DeliveryState.Delivered, NextAt = null, Error = null, ClaimedUntil = now };
            entry = actor.Did(AuditKind.KeyRotated, key.Id.Value, AuditDetail.Of(
                ("secret", brought.Id.ToString()), ("replaces", replaced.Select(secret => secret.Id.ToString()).ToArray()), ("sink", stored.Sink),
                ("overlap_seconds", (long)policy.Overlap.TotalSeconds), ("old_ends_at_latest", latest), ("attempts", stored.Attempts)));
        }
        else
        {
            var isLost = result.Outcome == SinkOutcome.Refused;
            if (isLost && brought is not null) KeySecretStore.End(tx, brought.Id, now);
            // One of an attempt before may have arrived all the same.
            var inDoubt = isLost ? working.FindLast(secret => secret.IsPending && secret.Id != delivery.Secret)?.Id : stored.Secret;
            after = stored with
            {
                State = inDoubt is null ? DeliveryState.Waiting : DeliveryState.InDoubt,
                Secret = inDoubt,
                NextAt = now + DeliveryPace.PauseAfter(stored.Attempts),
                Error = result.Reason,
                ClaimedUntil = now,
            };
            entry = actor.Did(AuditKind.KeyDeliveryFailed, key.Id.Value, AuditDetail.Of(
                ("secret", delivery.Secret?.ToString()), ("sink", stored.Sink), ("in_doubt", !isLost), ("reason", result.Reason), ("attempts", stored.Attempts), ("next_at", after.NextAt)));
        }

        SecretDeliveryStore.Put(tx, after);
        var change = tx.Commit(entry);
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return after;
    }
}
