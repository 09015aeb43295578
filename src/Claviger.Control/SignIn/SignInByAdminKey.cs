using Claviger.Control.Authentication;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Policy;
using Claviger.Core.SignIn;
using Claviger.Storage;

namespace Claviger.Control.SignIn;

/// <summary>
/// Signs a member in by their own admin key, until single sign-on is there. The session is held to the key: it ends with it, and has none
/// of the rights that the key was not given. Keys of the organization or of services name nobody, so nobody signs in with them.
/// </summary>
public sealed class SignInByAdminKey(Database database, PolicyHolder policy, SignInThrottle throttle, TimeProvider clock)
{
    private static readonly Problem Refused = new(ProblemKind.Unauthenticated, "invalid admin key: paste the whole clva_ key that is your own", "key");

    public async Task<Outcome<SignedIn>> RunAsync(string? token, RequestOrigin origin, CancellationToken ct)
    {
        if (throttle.FaultIn(origin.IpAddress) is { } wait) return wait;
        var now = clock.GetUtcNow();
        var snapshot = policy.Current;
        if (AdminAuthentication.KeyOf(snapshot, token?.Trim() ?? "", now) is not { } key) return Refused;
        if (key.Owner.Type != AdminKeyOwner.UserType)
            return new Problem(ProblemKind.Forbidden, "this key belongs to the organization or a service, and nobody would answer for what is done with it here: use a member's own key (claviger admin-keys create --mine)", "key");
        if (snapshot.Access.Member(key.Owner.Id!) is not { } member) return Refused;
        using var tx = await database.BeginAdminAsync(ct);
        return OpenSession.Write(tx, member, SignInMethod.AdminKey, key.Id, origin, now);
    }
}
