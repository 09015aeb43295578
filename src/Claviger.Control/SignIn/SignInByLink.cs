using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Policy;
using Claviger.Core.SignIn;
using Claviger.Storage;
using Claviger.Storage.SignIn;

namespace Claviger.Control.SignIn;

/// <summary>Spends a sign-in link. The same answer for a wrong, a used and an expired one.</summary>
public sealed class SignInByLink(Database database, PolicyHolder policy, SignInThrottle throttle, TimeProvider clock)
{
    private static readonly Problem Refused = new(
        ProblemKind.Unauthenticated, "this sign-in link is not valid: it is used, expired or incomplete; start claviger serve with --sign-in-link for a new one", "token");

    public async Task<Outcome<SignedIn>> RunAsync(string? token, RequestOrigin origin, CancellationToken ct)
    {
        if (throttle.FaultIn(origin.IpAddress) is { } wait) return wait;
        var now = clock.GetUtcNow();
        if (SignInToken.Digest(token) is not { } digest || !IsThere(digest, now)) return Refused;
        using var tx = await database.BeginAdminAsync(ct);
        if (SignInLinkStore.Use(tx, digest, now) is not { } id || policy.Current.Access.Member(id.Value) is not { } member) return Refused;
        return OpenSession.Write(tx, member, SignInMethod.Link, null, origin, now);
    }

    /// <summary>Before the writer's turn is taken: strangers must not hold it.</summary>
    private bool IsThere(byte[] digest, DateTimeOffset now)
    {
        using var reader = database.Read();
        return SignInLinkStore.Find(reader, digest, now) is not null;
    }
}
