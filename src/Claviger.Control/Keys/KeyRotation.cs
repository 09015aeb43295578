using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Secrets;

namespace Claviger.Control.Keys;

/// <summary>The writes of a rotation, for every act that gives keys new secrets.</summary>
internal static class KeyRotation
{
    /// <summary>Oldest first, the current one last.</summary>
    public static List<KeySecret> Working(AdminTransaction tx, ApiKeyId key, SecretUses uses, DateTimeOffset now) =>
        KeySecretStore.Of(tx, key).Where(secret => KeySecretViews.EndOf(secret, uses) is not { } end || now < end).ToList();

    /// <summary>A third secret is never made: "which one is out there?" must have an answer. Null: none is in the way.</summary>
    public static Problem? InTheWay(ApiKey key, List<KeySecret> working, SecretUses uses) =>
        working.Count > 1 && working.Find(secret => secret.EndsAt is not null) is { } older
        ? Problem.Conflict(
            "api_key_id",
            $"key {key.Name} is being rotated: its secret {older.Hint} still works until {KeySecretViews.EndOf(older, uses):yyyy-MM-dd'T'HH:mm:ss'Z'}. End that one first (POST …/secrets/{older.Id}/end, or claviger keys end-overlap), or say leaked",
            "rotation_in_progress")
        : null;

    /// <param name="overlap">Zero: every older secret ends now.</param>
    /// <param name="latest">When the older ones end if the new one is never used.</param>
    /// <param name="cut">Whether running requests of secrets that end now are ended too.</param>
    /// <param name="shownTo">In whose answer the new secret will stand.</param>
    public static IssuedToken Write(
        AdminTransaction tx, SecretUses uses, TokenIssuer issuer, ApiKey key, IReadOnlyList<KeySecret> working, TimeSpan overlap, DateTimeOffset latest, bool cut, MemberId? shownTo, DateTimeOffset now)
    {
        var issued = issuer.Issue(KeyTokenKind.ApiKey);
        KeySecretStore.Add(tx, new KeySecret(issued.Id, key.Id, issued.Digest, issued.PepperVersion, issued.Hint, now, EndsAt: null) { ShownTo = shownTo });
        foreach (var old in working)
        {
            // One whose successor leaked has an end already, and never gets a later one.
            if (overlap > TimeSpan.Zero) KeySecretStore.Supersede(tx, old.Id, issued.Id, overlap, KeySecretViews.EndOf(old, uses) is { } end && end < latest ? end : latest);
            else KeySecretStore.End(tx, old.Id, now);
            if (overlap == TimeSpan.Zero && cut) KeySecretStore.Cut(tx, old.Id, now);
        }

        KeyStore.Update(tx, key with { SecretHint = issued.Hint });
        return issued;
    }

    public static string DetailOf(IssuedToken issued, IReadOnlyList<KeySecret> working, bool leaked, TimeSpan overlap, DateTimeOffset latest, bool cut) => AuditDetail.Of(
        ("secret", issued.Id.ToString()), ("replaces", working.Select(secret => secret.Id.ToString()).ToArray()), ("leaked", leaked),
        ("overlap_seconds", (long)overlap.TotalSeconds), ("old_ends_at_latest", latest), ("requests_cut", cut));
}
