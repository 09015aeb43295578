using Claviger.Control.Keys;
using Claviger.Control.Snapshots;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Keys;

namespace Claviger.Control.Rotation;

/// <summary>Keeps an old secret that is still in use alive, a day at a time and never beyond its hard end: a consumer that hasn't moved shows itself before it breaks.</summary>
public sealed class ExtendOverlaps(Database database, SnapshotRefresher snapshots, SecretUses uses, PolicyHolder policy, TimeProvider clock)
{
    /// <summary>How long before an end it is decided; several rounds of the rotator, in case one fails.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromHours(1);

    /// <summary>A use within this time before the end counts: consumers that work once a day are consumers.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    private static readonly TimeSpan Step = TimeSpan.FromDays(1);

    /// <returns>How many were extended.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        List<Core.Keys.KeySecret> ending;
        using (var reader = database.Read()) ending = KeySecretStore.Extendable(reader, now, now + Lead).Where(secret => IsInUse(secret, now)).ToList();
        var extended = 0;
        foreach (var secret in ending)
        {
            var to = secret.EndsAt!.Value + Step < secret.HardEndsAt!.Value ? secret.EndsAt.Value + Step : secret.HardEndsAt.Value;
            using var tx = await database.BeginAdminAsync(ct);
            if (!KeySecretStore.Extend(tx, secret, to)) continue; // ended or extended by somebody else meanwhile
            var change = tx.Commit(Actor.System(policy.Current.Organization.Id).Did(AuditKind.KeyOverlapExtended, secret.Key.Value, AuditDetail.Of(
                ("secret", secret.Id.ToString()), ("last_used_at", LastUse(secret)), ("ends_at", to), ("hard_end_at", secret.HardEndsAt))));
            await snapshots.HasReachedAsync(change, ct);
            extended++;
        }

        return extended;
    }

    private bool IsInUse(Core.Keys.KeySecret secret, DateTimeOffset now) => LastUse(secret) is { } last && last > now - Recent;

    private DateTimeOffset? LastUse(Core.Keys.KeySecret secret) => KeySecretViews.Later(
        secret.LastUsedAt, uses.Find(secret.Id)?.LastMs is > 0 and var ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null);
}
