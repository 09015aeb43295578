using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Members;
using Claviger.Core.SignIn;
using Claviger.Storage;
using Claviger.Storage.SignIn;

namespace Claviger.Control.SignIn;

/// <summary>Sets one's own local password. Other sessions end: whoever changes a password may have lost the old one.</summary>
public sealed class SetPassword(Database database, TimeProvider clock)
{
    public async Task<Problem?> RunAsync(Actor actor, ConsoleSession session, Member member, string? password, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        // Only administrators: everybody else is the identity provider's to know.
        if (member.Role != OrganizationRole.Admin) return new Problem(ProblemKind.Forbidden, "local passwords are for administrators; you sign in with your own admin key");
        if (session.Method == SignInMethod.AdminKey) return new Problem(ProblemKind.Forbidden, "a session by admin key can't set a password: it would outlive the key; sign in by a link");
        if (!session.IsFreshAt(now)) return new Problem(ProblemKind.Forbidden, "confirm who you are first");
        if (LocalPasswords.FaultIn(password, member) is { } fault) return fault;
        var hash = LocalPasswords.Hash(password!);
        using var tx = await database.BeginAdminAsync(ct);
        LocalAccountStore.SetPassword(tx, member.Id, hash, now);
        var ended = ConsoleSessionStore.EndAllOf(tx, member.Id, but: session.Id);
        tx.Record(actor.Did(AuditKind.PasswordSet, member.Id.Value, AuditDetail.Of(("ended_sessions", ended))));
        return null;
    }
}
