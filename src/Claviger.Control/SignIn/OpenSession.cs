using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Members;
using Claviger.Core.SignIn;
using Claviger.Storage;
using Claviger.Storage.SignIn;

namespace Claviger.Control.SignIn;

/// <summary>The last step of every way to sign in: a new session with a new token, and its audit entry.</summary>
internal static class OpenSession
{
    public static SignedIn Write(AdminTransaction tx, Member member, SignInMethod method, AdminKeyId? key, RequestOrigin origin, DateTimeOffset now)
    {
        var session = new ConsoleSession(ConsoleSessionId.New(), member.Organization, member.Id, method, key, now, now, now, origin.IpAddress, origin.UserAgent);
        var token = SignInToken.New();
        ConsoleSessionStore.Forget(tx, now);
        ConsoleSessionStore.Add(tx, SignInToken.Digest(token)!, session);
        // No snapshot holds sessions: they are read from the store, so nothing has to be built anew.
        tx.Record(By(member, origin).Did(AuditKind.SignedIn, member.Id.Value, AuditDetail.Of(("method", SignInMethodNames.Of(method)), ("session_id", session.Id.Value), ("admin_key_id", key?.Value))));
        return new SignedIn(session, token);
    }

    /// <summary>Somebody known by a secret, and not yet by a session.</summary>
    public static Actor By(Member member, RequestOrigin origin) => new(Actor.UserType, member.Id.Value, member.Organization, member.Id, new HashSet<Permission>()) { Request = origin };

    /// <summary>Nobody at all: the entry names the account that was tried, not an actor that acted.</summary>
    public static Actor Stranger(OrganizationId organization, RequestOrigin origin) => new("unauthenticated", null, organization, null, new HashSet<Permission>()) { Request = origin };
}
