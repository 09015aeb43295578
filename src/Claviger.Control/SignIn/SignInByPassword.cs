using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Members;
using Claviger.Core.Policy;
using Claviger.Core.SignIn;
using Claviger.Storage;
using Claviger.Storage.Members;

namespace Claviger.Control.SignIn;

/// <summary>Signs in with the local password, and the authenticator's code where one is set. A failure is an audit entry of its own.</summary>
public sealed class SignInByPassword(Database database, PolicyHolder policy, LocalPasswords passwords, SignInThrottle throttle, TimeProvider clock)
{
    public async Task<Outcome<SignedIn>> RunAsync(string? email, string? password, string? code, RequestOrigin origin, CancellationToken ct)
    {
        if (throttle.FaultIn(origin.IpAddress) is { } wait) return wait;
        if (email is not { Length: > 2 and <= 320 } || email.Contains('\0')) return Problem.Invalid("email", "required");
        var member = Find(email);
        if (await passwords.FaultInAsync(member, password, code, ct) is { } fault)
        {
            await FailedAsync(member, "password", origin, ct);
            return fault;
        }

        using var tx = await database.BeginAdminAsync(ct);
        return OpenSession.Write(tx, member!, SignInMethod.Password, null, origin, clock.GetUtcNow());
    }

    private Member? Find(string email)
    {
        using var reader = database.Read();
        return MemberStore.FindByEmail(reader, policy.Current.Organization.Id, email.Trim()) is { } member && policy.Current.Access.Member(member.Id.Value) is not null ? member : null;
    }

    private async Task FailedAsync(Member? member, string how, RequestOrigin origin, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        // The address that was typed may be a password in the wrong field: it is not written down.
        tx.Record(OpenSession.Stranger(policy.Current.Organization.Id, origin).Did(AuditKind.SignInFailed, member?.Id.Value ?? "unknown", AuditDetail.Of(("method", how))));
    }
}
