using Claviger.Core;
using Claviger.Core.SignIn;
using Dapper;

namespace Claviger.Storage.SignIn;

public static class LocalAccountStore
{
    private const string Columns =
        """
        member_id AS MemberId, password_hash AS PasswordHash, password_set_at_ms AS PasswordSetAtMs, authenticator AS Authenticator, authenticator_step AS AuthenticatorStep,
        failures AS Failures, locked_until_ms AS LockedUntilMs
        """;

    public static LocalAccount? Find(Reader reader, MemberId member) =>
        reader.First<Row>($"SELECT {Columns} FROM local_accounts WHERE member_id = @member", new { member = member.Value })?.ToAccount();

    public static void SetPassword(AdminTransaction tx, MemberId member, string hash, DateTimeOffset at) => tx.Execute(
        """
        INSERT INTO local_accounts (member_id, password_hash, password_set_at_ms, authenticator_step, failures) VALUES (@member, @hash, @at, 0, 0)
        ON CONFLICT (member_id) DO UPDATE SET password_hash = @hash, password_set_at_ms = @at, failures = 0, locked_until_ms = NULL
        """, new { member = member.Value, hash, at = at.ToUnixTimeMilliseconds() });

    /// <param name="authenticator">Sealed; null: none any more.</param>
    /// <param name="step">Of the code that proved it: that one doesn't count again.</param>
    public static void SetAuthenticator(AdminTransaction tx, MemberId member, byte[]? authenticator, long step) => tx.Execute(
        "UPDATE local_accounts SET authenticator = @authenticator, authenticator_step = @step WHERE member_id = @member", new { member = member.Value, authenticator, step });

    public static void Delete(AdminTransaction tx, MemberId member) => tx.Execute("DELETE FROM local_accounts WHERE member_id = @member", new { member = member.Value });

    /// <summary>Counted before the answer is known to the caller, and in one statement: guesses side by side don't share one count.</summary>
    public static Task FailedAsync(Database database, MemberId member, DateTimeOffset at, CancellationToken ct) => database.WriteBooksAsync(
        """
        UPDATE local_accounts SET
            locked_until_ms = CASE WHEN failures + 1 >= @most THEN @until ELSE locked_until_ms END,
            failures = CASE WHEN failures + 1 >= @most THEN 0 ELSE failures + 1 END
        WHERE member_id = @member
        """, new { member = member.Value, most = LocalAccount.MostFailures, until = (at + LocalAccount.LockedFor).ToUnixTimeMilliseconds() }, ct);

    /// <returns>False: somebody else took this or a later code meanwhile.</returns>
    public static Task<bool> SucceededAsync(Database database, MemberId member, long step, CancellationToken ct) => database.WriteBooksAsync(
        (connection, transaction) => connection.Execute(
            "UPDATE local_accounts SET failures = 0, locked_until_ms = NULL, authenticator_step = @step WHERE member_id = @member AND (authenticator IS NULL OR authenticator_step < @step)",
            new { member = member.Value, step }, transaction) == 1, ct);

    private sealed record Row
    {
        public string MemberId { get; init; } = "";
        public string PasswordHash { get; init; } = "";
        public long PasswordSetAtMs { get; init; }
        public byte[]? Authenticator { get; init; }
        public long AuthenticatorStep { get; init; }
        public int Failures { get; init; }
        public long? LockedUntilMs { get; init; }

        public LocalAccount ToAccount() => new(
            new MemberId(MemberId), PasswordHash, DateTimeOffset.FromUnixTimeMilliseconds(PasswordSetAtMs), Authenticator, AuthenticatorStep, Failures,
            LockedUntilMs is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null);
    }
}
