using Claviger.Control.Authentication;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Members;
using Claviger.Core.Policy;
using Claviger.Core.SignIn;
using Claviger.Storage;
using Claviger.Storage.SignIn;

namespace Claviger.Control.SignIn;

/// <summary>
/// A fresh proof of who sits there, before something dangerous. The session gets a new token with it: one that was stolen before is
/// worth nothing afterwards.
/// </summary>
public sealed class ConfirmIdentity(Database database, PolicyHolder policy, LocalPasswords passwords, SignInThrottle throttle, TimeProvider clock)
{
    /// <param name="secret">The password; of a session by admin key, that key.</param>
    public async Task<Outcome<SignedIn>> RunAsync(Actor actor, ConsoleSession session, Member member, string? secret, string? code, CancellationToken ct)
    {
        if (throttle.FaultIn(actor.Request?.IpAddress) is { } wait) return wait;
        var now = clock.GetUtcNow();
        if (await FaultInAsync(session, member, secret, code, now, ct) is { } fault)
        {
            using var failed = await database.BeginAdminAsync(ct);
            failed.Record(actor.Did(AuditKind.SignInFailed, member.Id.Value, AuditDetail.Of(("method", "confirm"), ("session_id", session.Id.Value))));
            return fault;
        }

        var token = SignInToken.New();
        using var tx = await database.BeginAdminAsync(ct);
        ConsoleSessionStore.Renew(tx, session.Id, SignInToken.Digest(token)!, now);
        tx.Record(actor.Did(AuditKind.IdentityConfirmed, member.Id.Value, AuditDetail.Of(("session_id", session.Id.Value))));
        return new SignedIn(session with { AuthenticatedAt = now, LastSeenAt = now }, token);
    }

    private async Task<Problem?> FaultInAsync(ConsoleSession session, Member member, string? secret, string? code, DateTimeOffset now, CancellationToken ct)
    {
        if (session.Method == SignInMethod.AdminKey)
            return AdminAuthentication.KeyOf(policy.Current, secret?.Trim() ?? "", now)?.Id == session.AdminKey ? null : new Problem(ProblemKind.Unauthenticated, "not the admin key that you signed in with", "password");
        if (passwords.AccountOf(member.Id) is null)
            return new Problem(ProblemKind.Forbidden, "you have no password here, so there is nothing to confirm with: sign in by a new link, or set a password right after signing in", "password");
        return await passwords.FaultInAsync(member, secret, code, ct);
    }
}
