using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Storage;
using Claviger.Storage.SignIn;

namespace Claviger.Control.SignIn;

/// <summary>A link that signs the administrator in once: break glass, for whoever can start the program. No route leads here.</summary>
public sealed class IssueSignInLink(Database database, TimeProvider clock)
{
    /// <summary>Long enough to walk from a terminal to a browser, or to open what a start script printed.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <returns>The token; the link is <c>/console/sign-in/link#token</c>.</returns>
    public async Task<string> RunAsync(OrganizationId organization, MemberId member, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var token = SignInToken.New();
        using var tx = await database.BeginAdminAsync(ct);
        SignInLinkStore.Add(tx, SignInToken.Digest(token)!, organization, member, now, now + Life);
        tx.Record(Actor.System(organization).Did(AuditKind.SignInLinkCreated, member.Value, AuditDetail.Of(("expires_at", now + Life))));
        return token;
    }
}
