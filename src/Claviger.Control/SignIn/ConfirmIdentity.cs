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
/// worth nothing afterwards. Who came by a link and has no password yet proves it with an admin key that may do all of it anyway.
/// </summary>
public sealed class ConfirmIdentity(Database database, PolicyHolder policy, LocalPasswords passwords, SignInThrottle throttle, TimeProvider clock)
{
    /// <param name="secret">The password; of a session by admin key, that key; where there is no password, an admin key without scopes of the organization's or their own.</param>
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
        var key = AdminAuthentication.KeyOf(policy.Current, secret?.Trim() ?? "", now);
        if (session.Method == SignInMethod.AdminKey) return key?.Id == session.AdminKey ? null : new Problem(ProblemKind.Unauthenticated, "not the admin key that you signed in with", "password");
        if (passwords.AccountOf(member.Id) is null)
            return key is { Scopes: null } && (key.Owner == AdminKeyOwner.Organization || key.Owner.Id == member.Id.Value) ? null
                : new Problem(ProblemKind.Unauthenticated, "you have no password here yet: confirm with an admin key (clva_…) of the organization or your own that is held to no scopes, or sign in by a new link", "password");
        return await passwords.FaultInAsync(member, secret, code, ct);
    }
}
