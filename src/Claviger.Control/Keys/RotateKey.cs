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
using Claviger.Storage.Secrets;

namespace Claviger.Control.Keys;

/// <summary>
/// Gives a key a new secret, and the old one an end (R12). The record stays what it is: limits, spend and rates know nothing of
/// secrets. At most two work at once, so that "which one is out there?" always has an answer.
/// </summary>
public sealed class RotateKey(Database database, SnapshotRefresher snapshots, TokenIssuer issuer, SecretUses uses, TimeProvider clock)
{
    public async Task<Outcome<RotatedApiKeyView>> RunAsync(Actor actor, string id, RotateApiKeyRequest request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (Faults(request, now) is { } fault) return fault;

        using var tx = await database.BeginAdminAsync(ct);
        var key = KeyStore.Find(tx, actor.Organization, id);
        if (Reach.FaultIn(tx, actor, AuditKind.KeyRotated, id, Permission.KeysRotate, Permission.KeysRead, key?.Workspace, Problem.NotFound("API key")) is { } denied) return denied;
        if (key!.StatusAt(now) is KeyStatus.Archived or KeyStatus.Expired)
            return new Problem(ProblemKind.InvalidRequest, $"this key is {KeyViews.Name(key.StatusAt(now))} and can't be revived: create a new one");

        var working = KeySecretStore.Of(tx, key.Id).Where(secret => KeySecretViews.EndOf(secret, uses) is not { } end || now < end).ToList();
        var leaked = request.Leaked == true;
        if (working.Count > 1 && working.Find(secret => secret.EndsAt is not null) is { } older && !leaked)
            return Problem.Conflict(
                "api_key_id",
                $"this key is being rotated: its secret {older.Hint} still works until {KeySecretViews.EndOf(older, uses):yyyy-MM-dd'T'HH:mm:ss'Z'}. End that one first (POST …/secrets/{older.Id}/end, or claviger keys end-overlap), or say leaked",
                "rotation_in_progress");

        var overlap = leaked ? TimeSpan.Zero : request.OverlapSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : SecretOverlap.Usual;
        var latest = overlap == TimeSpan.Zero ? now : request.EndsAt ?? now + SecretOverlap.Most;
        var issued = issuer.Issue(KeyTokenKind.ApiKey);
        KeySecretStore.Add(tx, new KeySecret(issued.Id, key.Id, issued.Digest, issued.PepperVersion, issued.Hint, now, EndsAt: null));
        foreach (var old in working)
        {
            // One whose successor leaked has an end already, and never gets a later one.
            if (overlap > TimeSpan.Zero) KeySecretStore.Supersede(tx, old.Id, issued.Id, overlap, KeySecretViews.EndOf(old, uses) is { } end && end < latest ? end : latest);
            else KeySecretStore.End(tx, old.Id, now);
            if (overlap == TimeSpan.Zero && request.CutRequests == true) KeySecretStore.Cut(tx, old.Id, now);
        }

        var rotated = key with { SecretHint = issued.Hint };
        KeyStore.Update(tx, rotated);
        var previous = KeySecretStore.Of(tx, key.Id).Last(secret => working.Count > 0 ? secret.Id == working[^1].Id : secret.Id != issued.Id); // none works after a leak
        var change = tx.Commit(actor.Did(AuditKind.KeyRotated, id, AuditDetail.Of(
            ("secret", issued.Id.ToString()), ("replaces", working.Select(secret => secret.Id.ToString()).ToArray()), ("leaked", leaked),
            ("overlap_seconds", (long)overlap.TotalSeconds), ("old_ends_at_latest", latest), ("requests_cut", request.CutRequests == true))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return new RotatedApiKeyView(KeyViews.Of(database, rotated, now), issued.Token, KeySecretViews.Of(previous, uses, now));
    }

    private static Problem? Faults(RotateApiKeyRequest request, DateTimeOffset now)
    {
        var most = (long)SecretOverlap.Most.TotalSeconds;
        if (request.OverlapSeconds is { } overlap && (overlap < 0 || overlap > most))
            return Problem.Invalid("overlap_seconds", $"must be 0 (the old secret ends now) to {most} (30 days)");
        if (request.EndsAt is { } end && (end <= now || end > now + SecretOverlap.Most))
            return Problem.Invalid("ends_at", "must be in the future, and within 30 days");
        if (request.Leaked == true && (request.OverlapSeconds is > 0 || request.EndsAt is not null))
            return Problem.Invalid("leaked", "means that older secrets end now: leave out overlap_seconds and ends_at");
        if (request.OverlapSeconds == 0 && request.EndsAt is not null)
            return Problem.Invalid("ends_at", "can't go with overlap_seconds 0, which ends the old secret now");
        if (request.CutRequests == true && request.Leaked != true && request.OverlapSeconds != 0)
            return Problem.Invalid("cut_requests", "needs leaked, or overlap_seconds 0: an old secret that goes on working has its requests go on too");
        return null;
    }
}
