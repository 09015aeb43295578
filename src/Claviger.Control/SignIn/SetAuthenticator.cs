using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Members;
using Claviger.Core.SignIn;
using Claviger.Storage;
using Claviger.Storage.Secrets;
using Claviger.Storage.SignIn;
using OtpNet;

namespace Claviger.Control.SignIn;

/// <summary>
/// Adds or removes the second factor of a local password: an authenticator app (TOTP, RFC 6238). A new secret waits sealed in the form that
/// shows it, bound to its session, until a code proves that the app has it.
/// </summary>
public sealed class SetAuthenticator(Database database, Sealer sealer, TimeProvider clock)
{
    private const int SecretBytes = 20; // RFC 4226: 160 bits

    /// <param name="again">An earlier proposal of this session, sealed; null: a new one.</param>
    /// <returns>The secret in Base32, its address for a QR code, and itself sealed for the form.</returns>
    public (string Secret, string Address, string Sealed) Propose(ConsoleSession session, Member member, string issuer, string? again = null)
    {
        var secret = SecretOf(session, again) ?? Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(SecretBytes)).TrimEnd('=');
        return (secret, new OtpUri(OtpType.Totp, secret, member.Email, issuer).ToString(), Convert.ToBase64String(sealer.Seal(secret, Waiting(session))));
    }

    public async Task<Problem?> AddAsync(Actor actor, ConsoleSession session, Member member, string? sealedSecret, string? code, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (!session.IsFreshAt(now)) return new Problem(ProblemKind.Forbidden, "confirm who you are first");
        if (SecretOf(session, sealedSecret) is not { } secret) return Problem.Invalid("code", "this form is too old: begin anew");
        if (!LocalPasswords.IsRight(secret, code, now, out var step)) return Problem.Invalid("code", "that is not the code your app should show now; check the clock of your telephone");
        using var tx = await database.BeginAdminAsync(ct);
        LocalAccountStore.SetAuthenticator(tx, member.Id, sealer.Seal(secret, LocalPasswords.IdentityOf(member.Id)), step);
        tx.Record(actor.Did(AuditKind.AuthenticatorAdded, member.Id.Value));
        return null;
    }

    public async Task<Problem?> RemoveAsync(Actor actor, ConsoleSession session, Member member, CancellationToken ct)
    {
        if (!session.IsFreshAt(clock.GetUtcNow())) return new Problem(ProblemKind.Forbidden, "confirm who you are first");
        using var tx = await database.BeginAdminAsync(ct);
        LocalAccountStore.SetAuthenticator(tx, member.Id, null, 0);
        tx.Record(actor.Did(AuditKind.AuthenticatorRemoved, member.Id.Value));
        return null;
    }

    private string? SecretOf(ConsoleSession session, string? text)
    {
        try
        {
            return text is null ? null : sealer.Open(Convert.FromBase64String(text), Waiting(session));
        }
        catch (Exception error) when (error is FormatException or StorageException)
        {
            return null;
        }
    }

    private static string Waiting(ConsoleSession session) => $"authenticator-proposal|{session.Id.Value}";
}
