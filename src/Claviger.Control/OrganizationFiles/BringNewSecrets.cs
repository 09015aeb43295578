using Claviger.Control.Rotation;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Rotation;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Rotation;

namespace Claviger.Control.OrganizationFiles;

/// <summary>
/// New keys whose policy names a sink: the secret that they were made with ends before anybody has seen it, and the rotator brings another
/// one to the sink. It stands as a delivery in the same transaction, so a crash right after the apply loses nothing.
/// </summary>
public sealed class BringNewSecrets(Database database, Rotator rotator, TimeProvider clock)
{
    /// <returns>What is shown: without the secrets that go to sinks.</returns>
    internal async Task<IReadOnlyList<AppliedSecretView>> RunAsync(Actor actor, IReadOnlyList<AppliedSecretView> made, CancellationToken ct)
    {
        if (made.Count == 0) return made;
        using var tx = await database.BeginAdminAsync(ct);
        var policies = RotationPolicyStore.Of(tx, actor.Organization);
        var (shown, entries, now) = (new List<AppliedSecretView>(made.Count), new List<AuditEntry>(), clock.GetUtcNow());
        foreach (var secret in made)
        {
            var key = KeyStore.Find(tx, actor.Organization, secret.ApiKeyId)!;
            var sink = policies.Of(key).Sink;
            shown.Add(sink is null ? secret : secret with { Secret = null, Sink = sink });
            if (sink is null) continue;
            foreach (var first in KeySecretStore.Of(tx, key.Id))
            {
                KeySecretStore.End(tx, first.Id, now);
                entries.Add(actor.Did(AuditKind.KeySecretEnded, key.Id.Value, AuditDetail.Of(("secret", first.Id.ToString()), ("sink", sink), ("reason", "nobody has seen it: another one goes to the sink"))));
            }

            SecretDeliveryStore.Put(tx, new SecretDelivery(key.Id, actor.Organization, sink, DeliveryState.Waiting, null, 0, now, now, now, null));
        }

        if (entries.Count > 0) tx.Record([.. entries]);
        return shown;
    }

    /// <summary>After the transaction is made.</summary>
    internal void Begin(IReadOnlyList<AppliedSecretView> shown)
    {
        if (shown.Any(secret => secret.Sink is not null)) rotator.Wake();
    }
}
