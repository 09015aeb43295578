using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Alerts;
using Dapper;

namespace Claviger.Storage.Alerts;

/// <summary>The outbox. A node claims a delivery before it sends it; a claim of a node that died runs out.</summary>
public static class AlertDeliveryStore
{
    /// <summary>Longer than sending may take.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(3);

    /// <summary>Nothing is ever put off so far: whatever is, a clock that was wrong has put there.</summary>
    private static readonly TimeSpan Farthest = TimeSpan.FromHours(26);

    private const string Columns =
        """
        number AS Number, id AS Id, channel_id AS ChannelId, alert_id AS AlertId, event AS Event, message AS Message, severity AS Severity, status AS Status, attempts AS Attempts,
        next_at_ms AS NextAtMs, created_at_ms AS CreatedAtMs, ended_at_ms AS EndedAtMs, last_error AS LastError
        """;

    private const string IsDue = "status = 0 AND (next_at_ms <= @now OR next_at_ms > @far) AND (claimed_until_ms <= @now OR claimed_until_ms > @far)";

    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<AlertDelivery> Due(Reader reader, OrganizationId organization, DateTimeOffset now, int limit) => reader.Query<Row>(
        $"SELECT {Columns} FROM alert_deliveries WHERE organization_id = @organization AND {IsDue} ORDER BY number LIMIT @limit",
        new { organization = organization.Value, now = now.ToUnixTimeMilliseconds(), far = (now + Farthest).ToUnixTimeMilliseconds(), limit }).Select(row => row.ToDelivery()).ToList();

    /// <summary>Counts as an attempt before it is one: a process that dies in it has made it.</summary>
    /// <returns>False: another node has it, or it is done.</returns>
    public static Task<bool> ClaimAsync(Database database, AlertDelivery delivery, DateTimeOffset now, CancellationToken ct) => database.WriteBooksAsync(
        (connection, transaction) => connection.Execute(
            $"UPDATE alert_deliveries SET claimed_until_ms = @until, attempts = attempts + 1 WHERE id = @id AND attempts = @attempts AND {IsDue}",
            new { id = delivery.Id.Value, attempts = delivery.Attempts, now = now.ToUnixTimeMilliseconds(), far = (now + Farthest).ToUnixTimeMilliseconds(), until = (now + Claim).ToUnixTimeMilliseconds() }, transaction) == 1, ct);

    /// <summary>Not before then, because the channel is quiet. No attempt was made.</summary>
    public static Task PutOffAsync(Database database, AlertDelivery delivery, DateTimeOffset until, CancellationToken ct) => database.WriteBooksAsync(
        "UPDATE alert_deliveries SET next_at_ms = @until WHERE id = @id AND status = 0 AND attempts = @attempts", new { id = delivery.Id.Value, attempts = delivery.Attempts, until = until.ToUnixTimeMilliseconds() }, ct);

    public static Task DeliveredAsync(Database database, AlertDelivery delivery, DateTimeOffset at, CancellationToken ct) => database.WriteBooksAsync(
        (connection, transaction) =>
        {
            var args = new { id = delivery.Id.Value, channel = delivery.Channel.Value, at = at.ToUnixTimeMilliseconds() };
            connection.Execute("UPDATE alert_deliveries SET status = 1, ended_at_ms = @at, claimed_until_ms = 0, last_error = NULL WHERE id = @id", args, transaction);
            return connection.Execute("UPDATE alert_channels SET delivered_at_ms = @at, failing_since_ms = NULL, failures = 0 WHERE id = @channel", args, transaction);
        }, ct);

    /// <param name="nextAt">Null: given up.</param>
    public static Task FailedAsync(Database database, AlertDelivery delivery, string error, DateTimeOffset at, DateTimeOffset? nextAt, CancellationToken ct) => database.WriteBooksAsync(
        (connection, transaction) =>
        {
            var args = new { id = delivery.Id.Value, channel = delivery.Channel.Value, error, at = at.ToUnixTimeMilliseconds(), next = (nextAt ?? at).ToUnixTimeMilliseconds(), status = nextAt is null ? 2 : 0, ended = nextAt is null ? at.ToUnixTimeMilliseconds() : (long?)null };
            connection.Execute("UPDATE alert_deliveries SET status = @status, ended_at_ms = @ended, next_at_ms = @next, claimed_until_ms = 0, last_error = @error WHERE id = @id AND status = 0", args, transaction);
            return connection.Execute("UPDATE alert_channels SET failed_at_ms = @at, failing_since_ms = COALESCE(failing_since_ms, @at), failures = failures + 1, last_error = @error WHERE id = @channel", args, transaction);
        }, ct);

    /// <summary>What a test of a channel came to, without a delivery.</summary>
    public static Task TriedAsync(Database database, AlertChannelId channel, string? error, DateTimeOffset at, CancellationToken ct) => database.WriteBooksAsync(
        error is null
            ? "UPDATE alert_channels SET delivered_at_ms = @at, failing_since_ms = NULL, failures = 0 WHERE id = @channel"
            : "UPDATE alert_channels SET failed_at_ms = @at, failing_since_ms = COALESCE(failing_since_ms, @at), failures = failures + 1, last_error = @error WHERE id = @channel",
        new { channel = channel.Value, error, at = at.ToUnixTimeMilliseconds() }, ct);

    /// <summary>Those that were taken or given up before that moment.</summary>
    public static Task ForgetAsync(Database database, DateTimeOffset before, CancellationToken ct) =>
        database.WriteBooksAsync("DELETE FROM alert_deliveries WHERE status <> 0 AND ended_at_ms < @before", new { before = before.ToUnixTimeMilliseconds() }, ct);

    /// <summary>A dead letter, or one that waits, is tried now. With the id that it had.</summary>
    public static void Retry(AdminTransaction tx, AlertDeliveryId id, DateTimeOffset at) => tx.Execute(
        "UPDATE alert_deliveries SET status = 0, attempts = 0, next_at_ms = @at, ended_at_ms = NULL WHERE id = @id AND status <> 1", new { id = id.Value, at = at.ToUnixTimeMilliseconds() });

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<AlertDelivery> Page(Reader reader, OrganizationId organization, DeliveryStatus? status, string? channel, string? alert, long? below, int limit)
    {
        var where = "organization_id = @organization";
        if (status is not null) where += " AND status = @status";
        if (channel is not null) where += " AND channel_id = @channel";
        if (alert is not null) where += " AND alert_id = @alert";
        if (below is not null) where += " AND number < @below";
        return reader.Query<Row>(
            $"SELECT {Columns} FROM alert_deliveries WHERE {where} ORDER BY number DESC LIMIT @limit",
            new { organization = organization.Value, status = (int?)status, channel, alert, below, limit }).Select(row => row.ToDelivery()).ToList();
    }

    /// <summary>Messages that were tried to the end and not taken.</summary>
    public static long CountDead(Reader reader, OrganizationId organization) =>
        reader.First<long>("SELECT COUNT(*) FROM alert_deliveries WHERE organization_id = @organization AND status = 2", new { organization = organization.Value });

    public static AlertDelivery? Find(AdminTransaction tx, OrganizationId organization, string id) => tx.First<Row>(
        $"SELECT {Columns} FROM alert_deliveries WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToDelivery();

    private sealed record Row
    {
        public long Number { get; init; }
        public string Id { get; init; } = "";
        public string ChannelId { get; init; } = "";
        public string? AlertId { get; init; }
        public int Event { get; init; }
        public string Message { get; init; } = "{}";
        public int Severity { get; init; }
        public int Status { get; init; }
        public int Attempts { get; init; }
        public long NextAtMs { get; init; }
        public long CreatedAtMs { get; init; }
        public long? EndedAtMs { get; init; }
        public string? LastError { get; init; }

        public AlertDelivery ToDelivery() => new(
            Number, new AlertDeliveryId(Id), new AlertChannelId(ChannelId), AlertId is null ? null : new AlertId(AlertId), (AlertEvent)Event, JsonSerializer.Deserialize<AlertMessage>(Message)!, (AlertSeverity)Severity,
            (DeliveryStatus)Status, Attempts, AlertTimes.Of(NextAtMs), AlertTimes.Of(CreatedAtMs), AlertTimes.Of(EndedAtMs), LastError);
    }
}
