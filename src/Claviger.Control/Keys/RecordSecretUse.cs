using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Microsoft.Extensions.Logging;

namespace Claviger.Control.Keys;

/// <summary>
/// Carries first and last uses from memory to the store, a little later: no request waits for it. The first use of a secret that replaced
/// another is a change (it gives the other its end on every node) and has its audit entry; all other uses are books.
/// </summary>
public sealed partial class RecordSecretUse(
    Database database, SnapshotRefresher snapshots, SecretUses uses, PolicyHolder policy, TimeProvider clock, ILogger<RecordSecretUse> log)
{
    /// <summary>What a crash may lose of last uses; a first use that is lost is met again by the next request.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Until stopped, and once more then.</summary>
    public Task RunAsync(CancellationToken ct) => CarryToStore.RunAsync(Every, clock, uses.TakeChanged, RecordAsync, uses.Enqueue, LogFailed, ct);

    private async Task RecordAsync(IReadOnlyList<SecretUse> changed)
    {
        if (changed.Count == 0) return;
        var awaited = policy.Current.AwaitedSecrets;
        var (taken, plain) = (changed.Where(use => awaited.Contains(use.Id)).ToList(), changed.Where(use => !awaited.Contains(use.Id)).ToList());
        await StoreAsync(plain);
        if (taken.Count == 0) return;
        using var tx = await database.BeginAdminAsync(CancellationToken.None);
        var system = Actor.System(policy.Current.Organization.Id);
        var entries = new List<AuditEntry>();
        foreach (var use in taken)
        {
            if (KeySecretStore.TakeUp(tx, use.Id, Time(use.FirstMs), Time(use.LastMs)) is { } up)
                entries.Add(system.Did(AuditKind.KeyRotationTakenUp, up.Key.Value, AuditDetail.Of(
                    ("secret", use.Id.ToString()), ("first_used_at", Time(use.FirstMs)), ("previous", up.Previous.ToString()), ("previous_ends_at", up.PreviousEndsAt))));
        }

        if (entries.Count == 0)
        {
            // Another node told first. The uses are books, and go the way of books.
            tx.Dispose();
            await StoreAsync(taken);
            return;
        }

        await snapshots.HasReachedAsync(tx.Commit([.. entries]), CancellationToken.None);
    }

    private async Task StoreAsync(List<SecretUse> uses)
    {
        if (uses.Count > 0)
            await KeySecretStore.UsedAsync(database, uses.Select(use => (use.Id, Time(use.FirstMs), Time(use.LastMs))).ToList(), CancellationToken.None);
    }

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The use of secrets can't be stored; it is tried again")]
    private partial void LogFailed(Exception error);
}
