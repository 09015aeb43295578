using Claviger.Control.Access;
using Claviger.Control.Keys;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Core.Rotation;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Rotation;
using Claviger.Storage.Secrets;

namespace Claviger.Control.Rotation;

/// <summary>
/// Gives a key a new secret and brings it to the key's sink. The new one works from the start, known to nobody, and ends by itself within a
/// day unless it arrives; only then the old one is replaced. The token is never stored: whatever breaks off is done anew with another one.
/// </summary>
public sealed class DeliverSecret(
    Database database, SnapshotRefresher snapshots, TokenIssuer issuer, SinkBearer bearer, SettleDelivery settle, SecretUses uses, RotationOptions options, TimeProvider clock)
{
    internal Func<DeliveryStep, Task>? AtStep { private get; set; }

    /// <summary>By somebody's order.</summary>
    public async Task<Outcome<SecretDeliveryView>> RunAsync(Actor actor, string id, DeliverApiKeyRequest request, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        var key = KeyStore.Find(tx, actor.Organization, id);
        if (Reach.FaultIn(tx, actor, AuditKind.KeyDeliveryStarted, id, Permission.KeysRotate, Permission.KeysRead, key?.Workspace, Problem.NotFound("API key")) is { } denied) return denied;
        var (begun, problem) = Begin(tx, actor, key!, request.Leaked == true);
        if (begun is null) return problem!;
        // Begun things are settled whoever hangs up.
        return DeliveryViews.Of(await FinishAsync(actor, begun, CancellationToken.None));
    }

    /// <summary>By policy, or again after a failure. Null: there was nothing to do, or another process does it.</summary>
    internal async Task<SecretDelivery?> RunAsync(Actor system, ApiKeyId id, Func<AdminTransaction, ApiKey, bool> isWanted, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (KeyStore.Find(tx, system.Organization, id.Value) is not { } key || !isWanted(tx, key)) return null;
        var (begun, _) = Begin(tx, system, key, leaked: false);
        return begun is null ? null : await FinishAsync(system, begun, CancellationToken.None);
    }

    /// <summary>Commits when it gives something to finish.</summary>
    private Outcome<Begun> Begin(AdminTransaction tx, Actor actor, ApiKey key, bool leaked)
    {
        var now = clock.GetUtcNow();
        if (key.IsPersonal) return new Problem(ProblemKind.InvalidRequest, "this is a personal key: whoever had its secret would act as its owner, so it is brought to no sink");
        if (key.StatusAt(now) is KeyStatus.Archived or KeyStatus.Expired) return new Problem(ProblemKind.InvalidRequest, $"this key is {KeyViews.Name(key.StatusAt(now))} and can't be revived: create a new one");
        var policy = RotationPolicyStore.Of(tx, actor.Organization).Of(key);
        if (policy.Sink is not { } name || SecretSinkStore.Find(tx, actor.Organization, name) is not { } sink)
            return new Problem(ProblemKind.InvalidRequest, "this key has no sink: set one by a rotation policy (claviger rotation set --key … --sink …), or rotate it and bring the secret yourself", ErrorCode: "no_secret_sink");

        var before = SecretDeliveryStore.Find(tx, key.Id);
        if (before is { State: DeliveryState.Delivering } && !DeliveryPace.IsDue(before, now))
            return Problem.Conflict("api_key_id", "a secret of this key is being delivered right now: try again in a few minutes", "rotation_in_progress");
        var working = KeyRotation.Working(tx, key.Id, uses, now);
        // Of earlier deliveries that nobody could settle, only the newest goes on: consumers have at most three secrets, and by name of state.
        if (!leaked && KeyRotation.InTheWay(key, working.Where(secret => !secret.IsPending).ToList(), uses) is { } older) return older;
        foreach (var stale in working.Where(secret => leaked || secret.IsPending && secret.Id != before?.Secret)) KeySecretStore.End(tx, stale.Id, now);

        var issued = issuer.Issue(KeyTokenKind.ApiKey);
        KeySecretStore.Add(tx, new KeySecret(issued.Id, key.Id, issued.Digest, issued.PepperVersion, issued.Hint, now, now + DeliveryPace.SecretLife) { IsPending = true });
        var delivery = new SecretDelivery(key.Id, actor.Organization, name, DeliveryState.Delivering, issued.Id, 1 + (before is { State: not DeliveryState.Delivered } ? before.Attempts : 0),
            before is { State: not DeliveryState.Delivered } ? before.StartedAt : now, now + DeliveryPace.Claim, null, null);
        SecretDeliveryStore.Put(tx, delivery);
        var change = tx.Commit(actor.Did(AuditKind.KeyDeliveryStarted, key.Id.Value, AuditDetail.Of(("secret", issued.Id.ToString()), ("sink", name), ("attempt", delivery.Attempts), ("leaked", leaked))));
        return new Begun(key, delivery, sink, issued, change);
    }

    private async Task<SecretDelivery?> FinishAsync(Actor actor, Begun begun, CancellationToken ct)
    {
        await snapshots.HasReachedAsync(begun.Change, ct);
        if (database.IsShared) await Task.Delay(options.UntilAllKnow, clock, ct);
        if (AtStep is { } made) await made(DeliveryStep.Made);
        var result = await bearer.BringAsync(begun.Sink, begun.Delivery.Organization, begun.Key, begun.Issued.Token, ct);
        if (AtStep is { } brought) await brought(DeliveryStep.Brought);
        var settled = await settle.RunAsync(actor, begun.Delivery, result, ct);
        if (AtStep is { } done) await done(DeliveryStep.Settled);
        return settled;
    }

    private sealed record Begun(ApiKey Key, SecretDelivery Delivery, SecretSink Sink, IssuedToken Issued, long Change);
}
