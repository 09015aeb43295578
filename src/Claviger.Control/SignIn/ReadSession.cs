using Claviger.Control.Authentication;
using Claviger.Core.Access;
using Claviger.Core.Members;
using Claviger.Core.Policy;
using Claviger.Core.SignIn;
using Claviger.Storage;
using Claviger.Storage.SignIn;

namespace Claviger.Control.SignIn;

/// <summary>
/// Who a cookie stands for, and what they may do now: worked out anew for each request, so that an offboarded or demoted person's open
/// page can do nothing more.
/// </summary>
public sealed class ReadSession(Database database, PolicyHolder policy, TimeProvider clock)
{
    /// <summary>The idle clock is written this seldom: a page is no write.</summary>
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <returns>Null: signed out, whatever the reason.</returns>
    public async Task<(ConsoleSession Session, Member Member, Actor Actor)?> RunAsync(string? token, RequestOrigin origin, CancellationToken ct)
    {
        if (SignInToken.Digest(token) is not { } digest) return null;
        var now = clock.GetUtcNow();
        ConsoleSession? session;
        using (var reader = database.Read()) session = ConsoleSessionStore.Find(reader, digest);
        if (session is null || !session.LivesAt(now)) return null;
        var snapshot = policy.Current;
        if (session.Organization != snapshot.Organization.Id || snapshot.Access.Member(session.Member.Value) is not { } member) return null;
        if (ActorOf(session, snapshot, now) is not { } actor) return null;
        if (now - session.LastSeenAt >= SeenEvery) await ConsoleSessionStore.SeenAsync(database, session.Id, now, ct);
        return (session, member, actor with { Request = origin });
    }

    private static Actor? ActorOf(ConsoleSession session, PolicySnapshot snapshot, DateTimeOffset now)
    {
        var member = session.Member.Value;
        if (session.AdminKey is not { } id) return Actor.With(Actor.UserType, member, session.Organization, session.Member, Rights.Of(snapshot.Access.GrantsOfMember(member)));
        return snapshot.FindAdmin(id) is { } key && key.WorksAt(now) && key.Owner == new AdminKeyOwner(AdminKeyOwner.UserType, member) ? AdminAuthentication.ActorOf(key, snapshot.Access) : null;
    }
}
