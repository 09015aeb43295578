using Claviger.Core;
using Claviger.Core.SignIn;

namespace Claviger.Storage.SignIn;

public static class ConsoleSessionStore
{
    private const string Columns =
        """
        id AS Id, organization_id AS OrganizationId, member_id AS MemberId, method AS Method, admin_key_id AS AdminKeyId, created_at_ms AS CreatedAtMs,
        last_seen_at_ms AS LastSeenAtMs, authenticated_at_ms AS AuthenticatedAtMs, address AS Address, user_agent AS UserAgent
        """;

    public static void Add(AdminTransaction tx, byte[] digest, ConsoleSession session) => tx.Execute(
        """
        INSERT INTO console_sessions (digest, id, organization_id, member_id, method, admin_key_id, created_at_ms, last_seen_at_ms, authenticated_at_ms, address, user_agent)
        VALUES (@digest, @id, @organization, @member, @method, @key, @created, @seen, @authenticated, @address, @agent)
        """,
        new
        {
            digest,
            id = session.Id.Value,
            organization = session.Organization.Value,
            member = session.Member.Value,
            method = (int)session.Method,
            key = session.AdminKey?.Value,
            created = session.CreatedAt.ToUnixTimeMilliseconds(),
            seen = session.LastSeenAt.ToUnixTimeMilliseconds(),
            authenticated = session.AuthenticatedAt.ToUnixTimeMilliseconds(),
            address = session.Address,
            agent = session.UserAgent,
        });

    public static ConsoleSession? Find(Reader reader, byte[] digest) =>
        reader.First<Row>($"SELECT {Columns} FROM console_sessions WHERE digest = @digest", new { digest })?.ToSession();

    /// <summary>Latest seen first.</summary>
    public static IReadOnlyList<ConsoleSession> Of(Reader reader, MemberId member) =>
        reader.Query<Row>($"SELECT {Columns} FROM console_sessions WHERE member_id = @member ORDER BY last_seen_at_ms DESC, id", new { member = member.Value }).Select(row => row.ToSession()).ToList();

    /// <summary>A new token in place of the old one, which ends: whoever had that one has nothing.</summary>
    public static void Renew(AdminTransaction tx, ConsoleSessionId id, byte[] digest, DateTimeOffset at) => tx.Execute(
        "UPDATE console_sessions SET digest = @digest, authenticated_at_ms = @at, last_seen_at_ms = @at WHERE id = @id", new { id = id.Value, digest, at = at.ToUnixTimeMilliseconds() });

    public static Task SeenAsync(Database database, ConsoleSessionId id, DateTimeOffset at, CancellationToken ct) => database.WriteBooksAsync(
        "UPDATE console_sessions SET last_seen_at_ms = @at WHERE id = @id AND last_seen_at_ms < @at", new { id = id.Value, at = at.ToUnixTimeMilliseconds() }, ct);

    public static bool End(AdminTransaction tx, MemberId member, ConsoleSessionId id) =>
        tx.Execute("DELETE FROM console_sessions WHERE id = @id AND member_id = @member", new { id = id.Value, member = member.Value }) == 1;

    /// <param name="but">The one that stays; null: none does.</param>
    public static int EndAllOf(AdminTransaction tx, MemberId member, ConsoleSessionId? but = null) =>
        tx.Execute("DELETE FROM console_sessions WHERE member_id = @member AND id <> @but", new { member = member.Value, but = but?.Value ?? "" });

    /// <summary>Those that have run out.</summary>
    public static void Forget(AdminTransaction tx, DateTimeOffset now) => tx.Execute(
        "DELETE FROM console_sessions WHERE last_seen_at_ms < @idle OR created_at_ms < @absolute",
        new { idle = (now - ConsoleSession.Idle).ToUnixTimeMilliseconds(), absolute = (now - ConsoleSession.Absolute).ToUnixTimeMilliseconds() });

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string OrganizationId { get; init; } = "";
        public string MemberId { get; init; } = "";
        public int Method { get; init; }
        public string? AdminKeyId { get; init; }
        public long CreatedAtMs { get; init; }
        public long LastSeenAtMs { get; init; }
        public long AuthenticatedAtMs { get; init; }
        public string? Address { get; init; }
        public string? UserAgent { get; init; }

        public ConsoleSession ToSession() => new(
            new ConsoleSessionId(Id), new OrganizationId(OrganizationId), new MemberId(MemberId), (SignInMethod)Method, AdminKeyId is null ? null : new AdminKeyId(AdminKeyId),
            DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs), DateTimeOffset.FromUnixTimeMilliseconds(LastSeenAtMs), DateTimeOffset.FromUnixTimeMilliseconds(AuthenticatedAtMs), Address, UserAgent);
    }
}
