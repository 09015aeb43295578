using Claviger.Core;
using Claviger.Core.Members;
using Claviger.Core.SignIn;
using Claviger.Storage;
using Claviger.Storage.Secrets;
using Claviger.Storage.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OtpNet;

namespace Claviger.Control.SignIn;

/// <summary>
/// Judges a password and an authenticator's code. One answer whatever is wrong, at one price: an unknown address is hashed against a
/// decoy. Failures are counted in the store, so that several processes share one count.
/// </summary>
public sealed class LocalPasswords(Database database, Sealer sealer, TimeProvider clock)
{
    /// <summary>PBKDF2-HMAC-SHA-512; OWASP's figure of 2023 for it.</summary>
    private const int Rounds = 210_000;

    private static readonly Problem Refused = new(
        ProblemKind.Unauthenticated, "address, password or code is wrong; after 10 failures an account rests for 15 minutes", "password");

    private static readonly PasswordHasher<Member> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
    private static readonly Lazy<string> Decoy = new(() => Hasher.HashPassword(null!, SignInToken.New()));

    public static string Hash(string password) => Hasher.HashPassword(null!, password);

    /// <summary>Length beats rules (ASVS V6.2); the upper bound keeps hashing cheap.</summary>
    public static Problem? FaultIn(string? password, Member member) =>
        password is null || password.Length < 12 ? Problem.Invalid("password", "at least 12 characters: a few words are easy to remember")
        : password.Length > 200 ? Problem.Invalid("password", "at most 200 characters")
        : password.Distinct().Count() < 5 || password.Contains(member.Email.Split('@')[0], StringComparison.OrdinalIgnoreCase) || password.Contains("claviger", StringComparison.OrdinalIgnoreCase)
            ? Problem.Invalid("password", "too easy to guess: take words that have nothing to do with you or with Claviger")
        : null;

    public LocalAccount? AccountOf(MemberId member)
    {
        using var reader = database.Read();
        return LocalAccountStore.Find(reader, member);
    }

    /// <param name="member">Null: nobody has that address.</param>
    /// <returns>Null: it is them.</returns>
    public async Task<Problem?> FaultInAsync(Member? member, string? password, string? code, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var account = member is null ? null : AccountOf(member.Id);
        var verdict = Hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? Decoy.Value, password is { Length: > 0 and <= 200 } ? password : " ");
        if (account is null || account.IsLockedAt(now)) return Refused;
        var step = account.AuthenticatorStep;
        if (verdict == PasswordVerificationResult.Failed || account.Authenticator is not null && !IsRight(account, code, now, out step))
        {
            await LocalAccountStore.FailedAsync(database, account.Member, now, ct);
            return Refused;
        }

        return await LocalAccountStore.SucceededAsync(database, account.Member, step, ct) ? null : Refused;
    }

    /// <summary>Codes of the step before and after count too: clocks of telephones differ.</summary>
    public static bool IsRight(string secret, string? code, DateTimeOffset now, out long step)
    {
        step = 0;
        var digits = code?.Replace(" ", "", StringComparison.Ordinal);
        return digits?.Length == 6 && new Totp(Base32Encoding.ToBytes(secret)).VerifyTotp(now.UtcDateTime, digits, out step, new VerificationWindow(previous: 1, future: 1));
    }

    internal static string IdentityOf(MemberId member) => $"authenticator|{member.Value}";

    private bool IsRight(LocalAccount account, string? code, DateTimeOffset now, out long step) =>
        IsRight(sealer.Open(account.Authenticator, IdentityOf(account.Member)), code, now, out step) && step > account.AuthenticatorStep;
}
