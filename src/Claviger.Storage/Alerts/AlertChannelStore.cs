using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Storage.Secrets;

namespace Claviger.Storage.Alerts;

/// <summary>Channels, and what is secret about them sealed. Only <see cref="SecretOf"/> opens it, to send.</summary>
public static class AlertChannelStore
{
    private const string Columns =
        """
        number AS Number, id AS Id, organization_id AS OrganizationId, name AS Name, type AS Type, settings AS Settings, quiet_from AS QuietFrom, quiet_to AS QuietTo, digest AS Digest, enabled AS Enabled,
        created_at_ms AS CreatedAtMs, updated_at_ms AS UpdatedAtMs, delivered_at_ms AS DeliveredAtMs, failed_at_ms AS FailedAtMs, failing_since_ms AS FailingSinceMs, failures AS Failures, last_error AS LastError
        """;

    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<AlertChannel> All(Reader reader, OrganizationId organization) => reader.Query<Row>(
        $"SELECT {Columns} FROM alert_channels WHERE organization_id = @organization ORDER BY number", new { organization = organization.Value }).Select(row => row.ToChannel()).ToList();

    public static IReadOnlyList<AlertChannel> All(AdminTransaction tx, OrganizationId organization) => tx.Query<Row>(
        $"SELECT {Columns} FROM alert_channels WHERE organization_id = @organization ORDER BY number", new { organization = organization.Value }).Select(row => row.ToChannel()).ToList();

    /// <summary>Null when it is missing or another organization's: the two must look the same.</summary>
    public static AlertChannel? Find(Reader reader, OrganizationId organization, string id) => reader.First<Row>(
        $"SELECT {Columns} FROM alert_channels WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToChannel();

    public static AlertChannel? Find(AdminTransaction tx, OrganizationId organization, string id) => tx.First<Row>(
        $"SELECT {Columns} FROM alert_channels WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToChannel();

    public static void Add(AdminTransaction tx, Sealer sealer, AlertChannel channel, AlertChannelSecret? secret) => tx.Execute(
        """
        INSERT INTO alert_channels (id, organization_id, name, type, settings, sealed, quiet_from, quiet_to, digest, enabled, created_at_ms, updated_at_ms, failures)
        VALUES (@id, @organization, @name, @type, @settings, @blob, @from, @to, @digest, @enabled, @created, @updated, 0)
        """, Args(channel, secret is null ? null : Seal(sealer, channel, secret)));

    /// <summary>Everything but its type and what became of deliveries.</summary>
    /// <param name="secret">Null: as it is.</param>
    public static void Update(AdminTransaction tx, Sealer sealer, AlertChannel channel, AlertChannelSecret? secret) => tx.Execute(
        $"""
        UPDATE alert_channels SET name = @name, settings = @settings, quiet_from = @from, quiet_to = @to, digest = @digest, enabled = @enabled, updated_at_ms = @updated
            {(secret is null ? "" : ", sealed = @blob")} WHERE id = @id
        """, Args(channel, secret is null ? null : Seal(sealer, channel, secret)));

    /// <summary>With what was still to be sent there.</summary>
    public static void Delete(AdminTransaction tx, AlertChannelId id) =>
        tx.Execute("DELETE FROM alert_deliveries WHERE channel_id = @id AND status = 0; DELETE FROM alert_channels WHERE id = @id", new { id = id.Value });

    /// <exception cref="StorageException">It doesn't open.</exception>
    public static AlertChannelSecret? SecretOf(Reader reader, Sealer sealer, AlertChannel channel) =>
        Open(sealer, channel, reader.First<byte[]>("SELECT sealed FROM alert_channels WHERE id = @id", new { id = channel.Id.Value }));

    public static AlertChannelSecret? SecretOf(AdminTransaction tx, Sealer sealer, AlertChannel channel) =>
        Open(sealer, channel, tx.First<byte[]>("SELECT sealed FROM alert_channels WHERE id = @id", new { id = channel.Id.Value }));

    private static AlertChannelSecret? Open(Sealer sealer, AlertChannel channel, byte[]? blob) =>
        blob is null ? null : JsonSerializer.Deserialize<AlertChannelSecret>(sealer.Open(blob, Identity(channel)));

    private static byte[] Seal(Sealer sealer, AlertChannel channel, AlertChannelSecret secret) => sealer.Seal(JsonSerializer.Serialize(secret), Identity(channel));

    private static string Identity(AlertChannel channel) => $"alert_channel|{channel.Organization}|{channel.Id}|1";

    private static object Args(AlertChannel channel, byte[]? blob) => new
    {
        id = channel.Id.Value,
        organization = channel.Organization.Value,
        name = channel.Name,
        type = (int)channel.Type,
        settings = JsonSerializer.Serialize(new Settings(channel.Addresses, channel.Hint, channel.OldSecretUntil?.ToUnixTimeMilliseconds())),
        blob,
        from = channel.Quiet?.From,
        to = channel.Quiet?.To,
        digest = channel.Digest ? 1 : 0,
        enabled = channel.IsEnabled ? 1 : 0,
        created = channel.CreatedAt.ToUnixTimeMilliseconds(),
        updated = channel.UpdatedAt.ToUnixTimeMilliseconds(),
    };

    private sealed record Settings(IReadOnlyList<string> Addresses, string? Hint, long? OldSecretUntilMs);

    private sealed record Row
    {
        public long Number { get; init; }
        public string Id { get; init; } = "";
        public string OrganizationId { get; init; } = "";
        public string Name { get; init; } = "";
        public int Type { get; init; }
        public string Settings { get; init; } = "{}";
        public int? QuietFrom { get; init; }
        public int? QuietTo { get; init; }
        public int Digest { get; init; }
        public int Enabled { get; init; }
        public long CreatedAtMs { get; init; }
        public long UpdatedAtMs { get; init; }
        public long? DeliveredAtMs { get; init; }
        public long? FailedAtMs { get; init; }
        public long? FailingSinceMs { get; init; }
        public int Failures { get; init; }
        public string? LastError { get; init; }

        public AlertChannel ToChannel()
        {
            var settings = JsonSerializer.Deserialize<Settings>(Settings)!;
            return new AlertChannel
            {
                Id = new AlertChannelId(Id),
                Organization = new OrganizationId(OrganizationId),
                Name = Name,
                Type = (AlertChannelType)Type,
                Addresses = settings.Addresses,
                Hint = settings.Hint,
                OldSecretUntil = AlertTimes.Of(settings.OldSecretUntilMs),
                Quiet = QuietFrom is { } from && QuietTo is { } to ? new QuietHours(from, to) : null,
                Digest = Digest != 0,
                IsEnabled = Enabled != 0,
                CreatedAt = AlertTimes.Of(CreatedAtMs),
                UpdatedAt = AlertTimes.Of(UpdatedAtMs),
                DeliveredAt = AlertTimes.Of(DeliveredAtMs),
                FailedAt = AlertTimes.Of(FailedAtMs),
                FailingSince = AlertTimes.Of(FailingSinceMs),
                Failures = Failures,
                LastError = LastError,
            };
        }
    }
}
