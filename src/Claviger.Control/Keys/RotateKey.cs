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
        if (key!.IsPersonal && key.Owner.Id != actor.Member?.Value)
        {
            tx.Commit(actor.WasDenied(AuditKind.KeyRotated, id, Permission.KeysRotate));
            return new Problem(ProblemKind.Forbidden, "this is somebody's personal key: whoever had a new secret of it would act as them. Its owner can rotate it; you can disable or revoke it", ErrorCode: "beyond_own_rights");
        }

        if (key.StatusAt(now) is KeyStatus.Archived or KeyStatus.Expired)
            return new Problem(ProblemKind.InvalidRequest, $"this key is {KeyViews.Name(key.StatusAt(now))} and can't be revived: create a new one");

        if (request.NewestSecretId is { } newest && KeySecretStore.Of(tx, key.Id)[^1] is var made && made.Id.ToString() != newest)
            return Problem.Conflict("newest_secret_id", $"the key has another secret since, {made.Hint}: it was rotated already. To rotate it once more, read its secrets again", "already_rotated");

        var working = KeyRotation.Working(tx, key.Id, uses, now);
        var leaked = request.Leaked == true;
        if (!leaked && KeyRotation.InTheWay(key, working, uses) is { } older) return older;

        var overlap = leaked ? TimeSpan.Zero : request.OverlapSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : SecretOverlap.Usual;
        var latest = overlap == TimeSpan.Zero ? now : request.EndsAt ?? now + SecretOverlap.Most;
        var cut = request.CutRequests == true;
        var issued = KeyRotation.Write(tx, uses, issuer, key, working, overlap, latest, cut, actor.Member, now);
        var previous = KeySecretStore.Of(tx, key.Id).Last(secret => working.Count > 0 ? secret.Id == working[^1].Id : secret.Id != issued.Id); // none works after a leak
        var change = tx.Commit(actor.Did(AuditKind.KeyRotated, id, KeyRotation.DetailOf(issued, working, leaked, overlap, latest, cut)));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return new RotatedApiKeyView(KeyViews.Of(database, key with { SecretHint = issued.Hint }, now), issued.Token, KeySecretViews.Of(previous, uses, now));
    }

    /// <summary>Null: in bounds.</summary>
    internal static Problem? InOverlap(long? seconds)
    {
        var most = (long)SecretOverlap.Most.TotalSeconds;
        return seconds is { } overlap && (overlap < 0 || overlap > most) ? Problem.Invalid("overlap_seconds", $"must be 0 (the old secret ends now) to {most} (30 days)") : null;
    }

    private static Problem? Faults(RotateApiKeyRequest request, DateTimeOffset now)
    {
        if (InOverlap(request.OverlapSeconds) is { } length) return length;
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
