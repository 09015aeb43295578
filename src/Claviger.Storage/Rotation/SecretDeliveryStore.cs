using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Rotation;

namespace Claviger.Storage.Rotation;

/// <summary>The newest delivery of each key. A row that says delivering is one process's claim: transactions come one by one, so two never have it.</summary>
public static class SecretDeliveryStore
{
    public static void Put(AdminTransaction tx, SecretDelivery delivery) => tx.Execute(
        """
        INSERT INTO secret_deliveries (key_id, organization_id, sink, state, secret_id, attempts, started_at_ms, claimed_until_ms, next_at_ms, error)
        VALUES (@key, @organization, @sink, @state, @secret, @attempts, @started, @claimed, @next, @error)
        ON CONFLICT (key_id) DO UPDATE SET sink = excluded.sink, state = excluded.state, secret_id = excluded.secret_id, attempts = excluded.attempts,
            started_at_ms = excluded.started_at_ms, claimed_until_ms = excluded.claimed_until_ms, next_at_ms = excluded.next_at_ms, error = excluded.error
        """,
        new
        {
            key = delivery.Key.Value,
            organization = delivery.Organization.Value,
            sink = delivery.Sink,
            state = (int)delivery.State,
            secret = delivery.Secret?.ToString(),
            attempts = delivery.Attempts,
            started = delivery.StartedAt.ToUnixTimeMilliseconds(),
            claimed = delivery.ClaimedUntil.ToUnixTimeMilliseconds(),
            next = delivery.NextAt?.ToUnixTimeMilliseconds(),
            error = delivery.Error,
        });

    public static void Forget(AdminTransaction tx, ApiKeyId key) => tx.Execute("DELETE FROM secret_deliveries WHERE key_id = @key", new { key = key.Value });

    public static SecretDelivery? Find(AdminTransaction tx, ApiKeyId key) => tx.First<Row>(OfKey, new { key = key.Value })?.ToDelivery();

    public static SecretDelivery? Find(Reader reader, ApiKeyId key) => reader.First<Row>(OfKey, new { key = key.Value })?.ToDelivery();

    public static IReadOnlyDictionary<ApiKeyId, SecretDelivery> All(Reader reader, OrganizationId organization) =>
        reader.Query<Row>($"SELECT {Columns} FROM secret_deliveries WHERE organization_id = @organization", new { organization = organization.Value })
            .Select(row => row.ToDelivery()).ToDictionary(delivery => delivery.Key);

    /// <summary>Those that haven't arrived, the longest waiting first.</summary>
    public static IReadOnlyList<SecretDelivery> Open(Reader reader) =>
        reader.Query<Row>($"SELECT {Columns} FROM secret_deliveries WHERE state <> 3 ORDER BY next_at_ms, key_id").Select(row => row.ToDelivery()).ToList();

    private const string Columns =
        """
        key_id AS KeyId, organization_id AS OrganizationId, sink AS Sink, state AS State, secret_id AS SecretId, attempts AS Attempts, started_at_ms AS StartedAtMs,
        claimed_until_ms AS ClaimedUntilMs, next_at_ms AS NextAtMs, error AS Error
        """;

    private const string OfKey = $"SELECT {Columns} FROM secret_deliveries WHERE key_id = @key";

    private sealed record Row
    {
        public string KeyId { get; init; } = "";
        public string OrganizationId { get; init; } = "";
        public string Sink { get; init; } = "";
        public int State { get; init; }
        public string? SecretId { get; init; }
        public int Attempts { get; init; }
        public long StartedAtMs { get; init; }
        public long ClaimedUntilMs { get; init; }
        public long? NextAtMs { get; init; }
        public string? Error { get; init; }

        public SecretDelivery ToDelivery() => new(
            new ApiKeyId(KeyId), new OrganizationId(OrganizationId), Sink, (DeliveryState)State, Core.Keys.SecretId.TryParse(SecretId), Attempts,
            DateTimeOffset.FromUnixTimeMilliseconds(StartedAtMs), DateTimeOffset.FromUnixTimeMilliseconds(ClaimedUntilMs),
            NextAtMs is { } next ? DateTimeOffset.FromUnixTimeMilliseconds(next) : null, Error);
    }
}
