using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Rotation;
using Claviger.Storage.Secrets;

namespace Claviger.Storage.Rotation;

/// <summary>Sinks, and what lets us into them, sealed. Only <see cref="Credential"/> opens one, for a delivery.</summary>
public static class SecretSinkStore
{
    /// <summary>Takes the place of one of the same name, with its credential: an old credential is never sent to a new address.</summary>
    public static void Put(AdminTransaction tx, Sealer sealer, OrganizationId organization, SecretSink sink, string? credential) => tx.Execute(
        """
        INSERT INTO secret_sinks (organization_id, name, kind, settings, credential, created_at_ms, updated_at_ms)
        VALUES (@organization, @name, @kind, @settings, @credential, @created, @updated)
        ON CONFLICT (organization_id, name) DO UPDATE SET kind = excluded.kind, settings = excluded.settings, credential = excluded.credential, updated_at_ms = excluded.updated_at_ms
        """,
        new
        {
            organization = organization.Value,
            name = sink.Name,
            kind = (int)sink.Kind,
            settings = JsonSerializer.Serialize(sink.Settings),
            credential = credential is null ? null : sealer.Seal(credential, Identity(organization, sink.Name)),
            created = sink.CreatedAt.ToUnixTimeMilliseconds(),
            updated = sink.UpdatedAt.ToUnixTimeMilliseconds(),
        });

    public static void Delete(AdminTransaction tx, OrganizationId organization, string name) => tx.Execute(
        "DELETE FROM secret_sinks WHERE organization_id = @organization AND name = @name", new { organization = organization.Value, name });

    public static SecretSink? Find(AdminTransaction tx, OrganizationId organization, string name) => tx.First<Row>(ByName, new { organization = organization.Value, name })?.ToSink();

    public static SecretSink? Find(Reader reader, OrganizationId organization, string name) => reader.First<Row>(ByName, new { organization = organization.Value, name })?.ToSink();

    public static IReadOnlyList<SecretSink> All(Reader reader, OrganizationId organization) => reader.Query<Row>(
        $"SELECT {Columns} FROM secret_sinks WHERE organization_id = @organization ORDER BY name", new { organization = organization.Value }).Select(row => row.ToSink()).ToList();

    /// <exception cref="StorageException">It doesn't open.</exception>
    public static string? Credential(Reader reader, Sealer sealer, OrganizationId organization, string name) =>
        reader.First<Row>(ByName, new { organization = organization.Value, name })?.Credential is { } sealedText ? sealer.Open(sealedText, Identity(organization, name)) : null;

    private const string Columns = "name AS Name, kind AS Kind, settings AS Settings, credential AS Credential, created_at_ms AS CreatedAtMs, updated_at_ms AS UpdatedAtMs";

    private const string ByName = $"SELECT {Columns} FROM secret_sinks WHERE organization_id = @organization AND name = @name";

    private static string Identity(OrganizationId organization, string name) => $"secret_sink|{organization.Value}|{name}|1";

    private sealed record Row
    {
        public string Name { get; init; } = "";
        public int Kind { get; init; }
        public string Settings { get; init; } = "{}";
        public byte[]? Credential { get; init; }
        public long CreatedAtMs { get; init; }
        public long UpdatedAtMs { get; init; }

        public SecretSink ToSink() => new(
            Name, (SinkKind)Kind, JsonSerializer.Deserialize<SinkSettings>(Settings)!, Credential is not null,
            DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs), DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAtMs));
    }
}
