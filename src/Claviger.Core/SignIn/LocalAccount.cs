namespace Claviger.Core.SignIn;

/// <summary>A password that is kept here, for the time when no identity provider is there or works.</summary>
/// <param name="PasswordHash">As the framework's hasher writes it: algorithm, rounds, salt and hash in one text.</param>
/// <param name="Authenticator">Sealed secret of the TOTP authenticator; null: none.</param>
/// <param name="AuthenticatorStep">The newest 30-second step whose code was taken: no code counts twice.</param>
/// <param name="Failures">In a row, since the last success or lock.</param>
public sealed record LocalAccount(MemberId Member, string PasswordHash, DateTimeOffset PasswordSetAt, byte[]? Authenticator, long AuthenticatorStep, int Failures, DateTimeOffset? LockedUntil)
{
    /// <summary>Guesses before the account takes a rest. With <see cref="LockedFor"/>: at most 960 guesses a day.</summary>
    public const int MostFailures = 10;

    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    public bool IsLockedAt(DateTimeOffset now) => LockedUntil > now;
}
