using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Core.Rotation;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Rotation;
using Microsoft.Extensions.Logging;

namespace Claviger.Control.Rotation;

/// <summary>
/// Rotates what is due where there is a sink, tries again what failed, settles what a process that died left on its way, and keeps alive
/// what is still in use. Every process runs one: each delivery is claimed in a transaction, so one of them does it.
/// </summary>
public sealed partial class Rotator(
    Database database, DeliverSecret deliver, SettleDelivery settle, SinkBearer bearer, ExtendOverlaps extend, SecretUses uses, PolicyHolder policy, TimeProvider clock, ILogger<Rotator> log) : IDisposable
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>After a clock jump every key of an organization may be due: a round takes some of them, so that a wrong clock can be seen and mended.</summary>
    public const int MostAtOnce = 20;

    private const int AtATime = 4;

    private readonly SemaphoreSlim _wanted = new(0, 1);
    private readonly Lock _one = new();

    /// <summary>There is something to bring: the next round is now.</summary>
    public void Wake()
    {
        lock (_one)
            if (_wanted.CurrentCount == 0) _wanted.Release();
    }

    public void Dispose() => _wanted.Dispose();

    /// <summary>Runs until stopped.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await WaitAsync(ct);
                await TryAsync(async () => await extend.RunAsync(ct), ct);
                await TryAsync(() => RoundAsync(ct), ct);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping. What is on its way is found by the next start.
        }
    }

    private async Task WaitAsync(CancellationToken ct)
    {
        using var other = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await await Task.WhenAny(Task.Delay(Every, clock, other.Token), _wanted.WaitAsync(other.Token));
        await other.CancelAsync();
    }

    internal async Task RoundAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        List<SecretDelivery> open;
        List<ApiKeyId> due;
        var organization = policy.Current.Organization.Id;
        using (var reader = database.Read())
        {
            var all = SecretDeliveryStore.Open(reader);
            open = all.Where(delivery => delivery.Organization == organization && DeliveryPace.IsDue(delivery, now)).Take(MostAtOnce).ToList();
            var waiting = all.Select(delivery => delivery.Key).ToHashSet();
            due = RotatingKeyStore.All(reader, organization, now)
                .Where(key => !waiting.Contains(key.Key.Id) && key.Previous is null && key.Schedule is { } schedule && schedule.Rotates(now))
                .OrderBy(key => key.Schedule!.Value.DueAt).Take(MostAtOnce - open.Count).Select(key => key.Key.Id).ToList();
        }

        var system = Actor.System(organization);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct };
        await Parallel.ForEachAsync(open, limits, async (delivery, inner) => await TryAsync(() => ResumeAsync(system, delivery, inner), inner));
        // New keys of a file may be many, and their consumers wait: no clock made them due.
        if (open.Count == MostAtOnce && open.Exists(delivery => delivery.Attempts == 0)) Wake();
        await Parallel.ForEachAsync(due, limits, async (key, inner) => await TryAsync(() => deliver.RunAsync(system, key, IsDue, inner), inner));
    }

    /// <summary>Asked again inside the transaction: another process may have been quicker.</summary>
    private bool IsDue(AdminTransaction tx, ApiKey key)
    {
        var now = clock.GetUtcNow();
        var current = KeySecretStore.Of(tx, key.Id).FirstOrDefault(secret => secret.EndsAt is null);
        return SecretDeliveryStore.Find(tx, key.Id) is null or { State: DeliveryState.Delivered }
            && new RotatingKey(key, current, null, RotationPolicyStore.Of(tx, policy.Current.Organization.Id).Of(key)).Schedule is { } schedule && schedule.Rotates(now);
    }

    private async Task ResumeAsync(Actor system, SecretDelivery delivery, CancellationToken ct)
    {
        if (await LookAsync(delivery, ct) is { } found)
        {
            var settled = await settle.RunAsync(system, delivery, found, ct);
            if (settled is null or { State: DeliveryState.Delivered }) return;
        }

        if (await TryForgetAsync(system, delivery, ct)) return;
        await deliver.RunAsync(system, delivery.Key, (tx, key) =>
            SecretDeliveryStore.Find(tx, key.Id) is { State: not DeliveryState.Delivered } now && now.Attempts == delivery.Attempts && (now.State != DeliveryState.Delivering || DeliveryPace.IsDue(now, clock.GetUtcNow())), ct);
    }

    /// <summary>What became of a secret that was on its way; null: nothing is.</summary>
    private async Task<SinkResult?> LookAsync(SecretDelivery delivery, CancellationToken ct)
    {
        if (delivery.Secret is not { } id) return null;
        SecretSink? sink;
        ApiKey? key;
        KeySecret? secret;
        using (var reader = database.Read())
        {
            sink = SecretSinkStore.Find(reader, delivery.Organization, delivery.Sink);
            key = KeyStore.Find(reader, delivery.Organization, delivery.Key.Value);
            secret = KeySecretStore.Of(reader, delivery.Key).FirstOrDefault(secret => secret.Id == id);
        }

        if (key is null || secret is null) return null;
        // A secret that only its sink was given, and that somebody uses, has arrived.
        if (secret.FirstUsedAt is not null || uses.Find(id)?.FirstMs > 0) return SinkResult.Delivered;
        return sink is null ? SinkResult.InDoubt("its sink was deleted") : await bearer.LookAsync(sink, delivery.Organization, key, secret, ct);
    }

    /// <summary>A key that was revoked, lost its sink or was rotated by hand needs no further attempt.</summary>
    private async Task<bool> TryForgetAsync(Actor system, SecretDelivery delivery, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        var now = clock.GetUtcNow();
        var key = KeyStore.Find(tx, delivery.Organization, delivery.Key.Value);
        var rotatedSince = KeySecretStore.Of(tx, delivery.Key).Any(secret => secret.EndsAt is null && secret.CreatedAt > delivery.StartedAt);
        var isOver = key is null || key.StatusAt(now) is KeyStatus.Archived or KeyStatus.Expired || rotatedSince
            || RotationPolicyStore.Of(tx, delivery.Organization).Of(key).Sink is not { } name || SecretSinkStore.Find(tx, delivery.Organization, name) is null;
        if (!isOver) return false;
        foreach (var pending in KeySecretStore.Of(tx, delivery.Key).Where(secret => secret.IsPending && secret.WorksAt(now))) KeySecretStore.End(tx, pending.Id, now);
        SecretDeliveryStore.Forget(tx, delivery.Key);
        tx.Commit(system.Did(Core.Audit.AuditKind.KeyDeliveryFailed, delivery.Key.Value, AuditDetail.Of(("sink", delivery.Sink), ("reason", "given up: the key was revoked, rotated otherwise, or has no sink any more"))));
        return true;
    }

    private async Task TryAsync(Func<Task> act, CancellationToken ct)
    {
        try
        {
            await act();
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            LogFailed(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of the rotator failed; it is tried again")]
    private partial void LogFailed(Exception error);
}
