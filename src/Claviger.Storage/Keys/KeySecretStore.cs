using Claviger.Core;
using Claviger.Core.Keys;

namespace Claviger.Storage.Keys;

/// <summary>The digests of keys' secrets, how long they work and when they were used. No token ever comes near this file.</summary>
public static class KeySecretStore
{
    public static void Add(AdminTransaction tx, KeySecret secret) => tx.Execute(
        "INSERT INTO api_key_secrets (secret_id, key_id, digest, pepper_version, hint, created_at_ms, ends_at_ms, shown_to, pending) VALUES (@id, @key, @digest, @pepper, @hint, @at, @ends, @shown, @pending)",
        new
        {
            id = secret.Id.ToString(),
            key = secret.Key.Value,
            digest = secret.Digest,
            pepper = secret.PepperVersion,
            hint = secret.Hint,
            at = secret.CreatedAt.ToUnixTimeMilliseconds(),
            ends = secret.EndsAt?.ToUnixTimeMilliseconds(),
            shown = secret.ShownTo?.Value,
            pending = secret.IsPending ? 1 : 0,
        });

    /// <summary>Oldest first, the current one last, those that have ended too.</summary>
    public static IReadOnlyList<KeySecret> Of(AdminTransaction tx, ApiKeyId key) => tx.Query<KeySecretRow>(OfKey, new { key = key.Value }).Select(row => row.ToSecret()).ToList();

    public static IReadOnlyList<KeySecret> Of(Reader reader, ApiKeyId key) => reader.Query<KeySecretRow>(OfKey, new { key = key.Value }).Select(row => row.ToSecret()).ToList();

    private const string OfKey = $"SELECT {KeySecretRow.Columns} FROM api_key_secrets s WHERE s.key_id = @key ORDER BY CASE WHEN s.ends_at_ms IS NULL THEN 1 ELSE 0 END, s.created_at_ms, s.secret_id";

    /// <summary>By key, oldest first, the current one last; those that still work.</summary>
    public static ILookup<ApiKeyId, KeySecret> WorkingOf(Reader reader, IEnumerable<ApiKeyId> keys, DateTimeOffset now) =>
        keys.Select(key => key.Value).Chunk(10_000) // SQLite takes 32,766 parameters a statement
            .SelectMany(part => reader.Query<KeySecretRow>(
                $"""
                SELECT {KeySecretRow.Columns} FROM api_key_secrets s WHERE s.key_id IN @part AND (s.ends_at_ms IS NULL OR s.ends_at_ms > @now)
                ORDER BY s.key_id, CASE WHEN s.ends_at_ms IS NULL THEN 1 ELSE 0 END, s.created_at_ms, s.secret_id
                """, new { part, now = now.ToUnixTimeMilliseconds() }))
            .Select(row => row.ToSecret()).ToLookup(secret => secret.Key);

    /// <summary>From now on another one counts; this one goes on beside it for a while.</summary>
    /// <param name="hardEnd">Up to when it may be kept alive for those who still use it; null: not at all.</param>
    public static void Supersede(AdminTransaction tx, SecretId id, SecretId successor, TimeSpan overlap, DateTimeOffset latestEnd, DateTimeOffset? hardEnd = null) => tx.Execute(
        "UPDATE api_key_secrets SET successor_id = @successor, overlap_ms = @overlap, ends_at_ms = @ends, pending = 0, hard_end_at_ms = @hard WHERE secret_id = @id",
        new
        {
            id = id.ToString(),
            successor = successor.ToString(),
            overlap = (long)overlap.TotalMilliseconds,
            ends = latestEnd.ToUnixTimeMilliseconds(),
            hard = hardEnd?.ToUnixTimeMilliseconds(),
        });

    /// <summary>A secret on its way has arrived: from now on it is the current one.</summary>
    public static void Arrive(AdminTransaction tx, SecretId id) => tx.Execute(
        "UPDATE api_key_secrets SET pending = 0, ends_at_ms = NULL WHERE secret_id = @id", new { id = id.ToString() });

    /// <summary>Replaced secrets that end before long, and may be kept alive.</summary>
    public static IReadOnlyList<KeySecret> Extendable(Reader reader, DateTimeOffset now, DateTimeOffset before) =>
        reader.Query<KeySecretRow>(
            $"""
            SELECT {KeySecretRow.Columns} FROM api_key_secrets s JOIN api_keys k ON k.id = s.key_id
            WHERE k.status <> 2 AND s.hard_end_at_ms IS NOT NULL AND s.ends_at_ms > @now AND s.ends_at_ms <= @before AND s.hard_end_at_ms > s.ends_at_ms
            ORDER BY s.ends_at_ms, s.secret_id
            """, new { now = now.ToUnixTimeMilliseconds(), before = before.ToUnixTimeMilliseconds() }).Select(row => row.ToSecret()).ToList();

    /// <returns>False: it has another end than was seen, or its key another secret; nothing is changed.</returns>
    public static bool Extend(AdminTransaction tx, KeySecret seen, DateTimeOffset to) => tx.Execute(
        "UPDATE api_key_secrets SET ends_at_ms = CASE WHEN @to < hard_end_at_ms THEN @to ELSE hard_end_at_ms END WHERE secret_id = @id AND ends_at_ms = @seen AND hard_end_at_ms IS NOT NULL",
        new { id = seen.Id.ToString(), to = to.ToUnixTimeMilliseconds(), seen = seen.EndsAt!.Value.ToUnixTimeMilliseconds() }) > 0;

    /// <summary>Never later than it would have ended anyway.</summary>
    public static void End(AdminTransaction tx, SecretId id, DateTimeOffset at) => tx.Execute(
        "UPDATE api_key_secrets SET ends_at_ms = @at, overlap_ms = NULL, pending = 0 WHERE secret_id = @id AND (ends_at_ms IS NULL OR ends_at_ms > @at)",
        new { id = id.ToString(), at = at.ToUnixTimeMilliseconds() });

    /// <summary>Running requests that began with it are ended, on every node that hears of this change.</summary>
    public static void Cut(AdminTransaction tx, SecretId id, DateTimeOffset at) => tx.Execute(
        "UPDATE api_key_secrets SET cut_at_ms = @at WHERE secret_id = @id", new { id = id.ToString(), at = at.ToUnixTimeMilliseconds() });

    public static void CutAllOf(AdminTransaction tx, ApiKeyId key, DateTimeOffset at) => tx.Execute(
        "UPDATE api_key_secrets SET cut_at_ms = @at WHERE key_id = @key", new { key = key.Value, at = at.ToUnixTimeMilliseconds() });

    /// <summary>The first use of a secret ends the one that it replaced an overlap later: gives its key and that end. Null: it replaced none, or that is known.</summary>
    public static TakenUp? TakeUp(AdminTransaction tx, SecretId id, DateTimeOffset first, DateTimeOffset last)
    {
        tx.Execute(UsedSql("api_key_secrets"), Args(id, first, last));
        return tx.First<TakenUpRow>(
            """
            UPDATE api_key_secrets
            SET ends_at_ms = CASE WHEN ends_at_ms < @at + overlap_ms THEN ends_at_ms ELSE @at + overlap_ms END, overlap_ms = NULL
            WHERE successor_id = @id AND overlap_ms IS NOT NULL
            RETURNING key_id AS KeyId, secret_id AS Previous, ends_at_ms AS EndsAtMs
            """, new { id = id.ToString(), at = first.ToUnixTimeMilliseconds() })?.ToTakenUp();
    }

    /// <summary>For secrets that replaced nothing, of which no policy depends on when they were used.</summary>
    public static async Task UsedAsync(Database database, IReadOnlyList<(SecretId Id, DateTimeOffset First, DateTimeOffset Last)> uses, CancellationToken ct)
    {
        var all = uses.Select(use => Args(use.Id, use.First, use.Last)).ToArray();
        await database.WriteBooksAsync(UsedSql("api_key_secrets"), all, ct);
        await database.WriteBooksAsync(UsedSql("admin_keys"), all, ct); // ids of secrets are unique among all kinds: each meets one of the two
    }

    /// <summary>Keeps the earliest first and the latest last: several nodes tell of their own.</summary>
    private static string UsedSql(string table) =>
        $"""
        UPDATE {table} SET
            first_used_at_ms = CASE WHEN first_used_at_ms IS NULL OR first_used_at_ms > @first THEN @first ELSE first_used_at_ms END,
            last_used_at_ms = CASE WHEN last_used_at_ms IS NULL OR last_used_at_ms < @last THEN @last ELSE last_used_at_ms END
        WHERE secret_id = @id
        """;

    private static object Args(SecretId id, DateTimeOffset first, DateTimeOffset last) =>
        new { id = id.ToString(), first = first.ToUnixTimeMilliseconds(), last = last.ToUnixTimeMilliseconds() };

    /// <summary>The latest use of each key, by any of its secrets; keys that were never used are missing.</summary>
    public static IReadOnlyDictionary<string, DateTimeOffset> LastUses(Reader reader, IEnumerable<ApiKeyId> keys)
    {
        var last = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var part in keys.Select(key => key.Value).Chunk(10_000)) // SQLite takes 32,766 parameters a statement
            foreach (var row in reader.Query<LastUseRow>(
                "SELECT key_id AS KeyId, MAX(last_used_at_ms) AS LastMs FROM api_key_secrets WHERE key_id IN @part AND last_used_at_ms IS NOT NULL GROUP BY key_id", new { part }))
                last[row.KeyId] = DateTimeOffset.FromUnixTimeMilliseconds(row.LastMs);
        return last;
    }

    /// <summary>Of keys that aren't revoked; those that had ended before the newest change are left out.</summary>
    public static IReadOnlyList<KeySecret> AllLive(Reader reader) =>
        reader.Query<KeySecretRow>(
            $"""
            SELECT {KeySecretRow.Columns} FROM api_key_secrets s JOIN api_keys k ON k.id = s.key_id
            WHERE k.status <> 2 AND (s.ends_at_ms IS NULL OR s.ends_at_ms > (SELECT COALESCE(MAX(at_ms), 0) FROM changes))
            """).Select(row => row.ToSecret()).ToList();

    /// <summary>Cuts of the hour before the newest change. Every node has built a snapshot since the older ones, or has started since.</summary>
    public static IReadOnlyDictionary<SecretId, DateTimeOffset> RecentCuts(Reader reader) =>
        reader.Query<CutRow>(
            "SELECT secret_id AS SecretId, cut_at_ms AS AtMs FROM api_key_secrets WHERE cut_at_ms IS NOT NULL AND cut_at_ms > (SELECT COALESCE(MAX(at_ms), 0) FROM changes) - 3600000")
            .ToDictionary(row => SecretId.TryParse(row.SecretId)!.Value, row => DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs));

    private sealed record CutRow
    {
        public string SecretId { get; init; } = "";
        public long AtMs { get; init; }
    }

    private sealed record LastUseRow
    {
        public string KeyId { get; init; } = "";
        public long LastMs { get; init; }
    }

    private sealed record TakenUpRow
    {
        public string KeyId { get; init; } = "";
        public string Previous { get; init; } = "";
        public long EndsAtMs { get; init; }

        public TakenUp ToTakenUp() => new(new ApiKeyId(KeyId), SecretId.TryParse(Previous)!.Value, DateTimeOffset.FromUnixTimeMilliseconds(EndsAtMs));
    }
}
