using Claviger.Control.Keys;
using Claviger.Core.Keys;
using Claviger.Core.Leaks;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Leaks;

namespace Claviger.Control.Leaks;

/// <summary>
/// What a policy does to an API key one of whose secrets leaked. A revoked secret is gone; the record stays, disabled when no other
/// secret of it works, because limits, spend and history belong to it and a rotation gives it a secret again.
/// </summary>
internal static class EndLeakedSecret
{
    /// <returns>Null: nothing is left to take away.</returns>
    public static LeakChange? In(AdminTransaction tx, KnownToken token, LeakPolicy policy, SecretUses uses, DateTimeOffset now)
    {
        var key = KeyStore.Find(tx, token.Organization, token.Holder)!;
        var secrets = KeySecretStore.Of(tx, key.Id);
        var leaked = secrets.Single(secret => secret.Id == token.Secret);
        if (policy == LeakPolicy.Report || key.StatusAt(now) is KeyStatus.Archived or KeyStatus.Expired || HasEnded(leaked, uses, now)) return null;
        if (policy == LeakPolicy.Quarantine)
        {
            if (key.Status != KeyStatus.Active) return null;
            KeyStore.Update(tx, key with { Status = KeyStatus.Inactive });
            KeySecretStore.CutAllOf(tx, key.Id, now);
            return new LeakChange(LeakEffects.KeyDisabled, KeyViews.Name(key.Status), KeyViews.Name(KeyStatus.Inactive), RequestsCut: true);
        }

        KeySecretStore.End(tx, leaked.Id, now);
        KeySecretStore.Cut(tx, leaked.Id, now);
        var status = secrets.Any(other => other.Id != leaked.Id && !HasEnded(other, uses, now)) ? key.Status : KeyStatus.Inactive;
        if (status != key.Status) KeyStore.Update(tx, key with { Status = status });
        return new LeakChange(LeakEffects.SecretEnded, KeyViews.Name(key.Status), KeyViews.Name(status), RequestsCut: true);
    }

    private static bool HasEnded(KeySecret secret, SecretUses uses, DateTimeOffset now) => KeySecretViews.EndOf(secret, uses) is { } end && end <= now;
}
