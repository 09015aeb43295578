using Claviger.Control.Access;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Keys;

namespace Claviger.Control.Keys;

/// <summary>Ends a replaced secret before its time. The current one can't be ended: a key without a secret is a revoked key, and that has its own act.</summary>
public sealed class EndKeySecret(Database database, SnapshotRefresher snapshots, SecretUses uses, TimeProvider clock)
{
    public async Task<Outcome<ApiKeySecretView>> RunAsync(Actor actor, string id, string secretId, EndApiKeySecretRequest request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        using var tx = await database.BeginAdminAsync(ct);
        var key = KeyStore.Find(tx, actor.Organization, id);
        if (Reach.FaultIn(tx, actor, AuditKind.KeySecretEnded, id, Permission.KeysRotate, Permission.KeysRead, key?.Workspace, Problem.NotFound("API key")) is { } denied) return denied;
        var secrets = KeySecretStore.Of(tx, key!.Id);
        if (secrets.FirstOrDefault(secret => secret.Id.ToString() == secretId) is not { } ending) return Problem.NotFound("secret of this key");
        if (ending.EndsAt is null)
            return new Problem(ProblemKind.InvalidRequest, "this is the key's current secret: rotate the key to replace it, or revoke the key to stop it");

        if (KeySecretViews.EndOf(ending, uses) <= now)
        {
            // Ended before: no second event, and the same answer once that is in force here.
            var seen = tx.NewestChange();
            tx.Dispose();
            await snapshots.HasReachedAsync(seen, CancellationToken.None);
            return KeySecretViews.Of(ending, uses, now);
        }

        KeySecretStore.End(tx, ending.Id, now);
        if (request.CutRequests == true) KeySecretStore.Cut(tx, ending.Id, now);
        var change = tx.Commit(actor.Did(AuditKind.KeySecretEnded, id, AuditDetail.Of(("secret", secretId), ("requests_cut", request.CutRequests == true))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return KeySecretViews.Of(ending with { EndsAt = now, Overlap = null }, uses, now);
    }
}
