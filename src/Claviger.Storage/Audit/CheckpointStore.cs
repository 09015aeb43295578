using Claviger.Core;

namespace Claviger.Storage.Audit;

/// <summary>Signed checkpoints of the logs.</summary>
public static class CheckpointStore
{
    public static StoredCheckpoint? Latest(Reader reader, OrganizationId organization) => Page(reader, organization, null, 1) is [var latest] ? latest : null;

    public static StoredCheckpoint? Find(Reader reader, OrganizationId organization, long size) => reader.First<StoredCheckpoint>(
        $"SELECT {StoredCheckpoint.Columns} FROM audit_checkpoints WHERE organization_id = @organization AND size = @size", new { organization = organization.Value, size });

    /// <summary>The smallest one that covers an entry.</summary>
    public static StoredCheckpoint? Covering(Reader reader, OrganizationId organization, long sequence) => reader.First<StoredCheckpoint>(
        $"SELECT {StoredCheckpoint.Columns} FROM audit_checkpoints WHERE organization_id = @organization AND size >= @sequence ORDER BY size LIMIT 1",
        new { organization = organization.Value, sequence });

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<StoredCheckpoint> Page(Reader reader, OrganizationId organization, long? below, int limit) => reader.Query<StoredCheckpoint>(
        $"SELECT {StoredCheckpoint.Columns} FROM audit_checkpoints WHERE organization_id = @organization {(below is null ? "" : "AND size < @below")} ORDER BY size DESC LIMIT @limit",
        new { organization = organization.Value, below, limit }).ToList();

    /// <summary>The newest ones above a size, oldest first.</summary>
    public static IReadOnlyList<StoredCheckpoint> NewestAbove(Reader reader, OrganizationId organization, long size, int limit) => reader.Query<StoredCheckpoint>(
        $"SELECT {StoredCheckpoint.Columns} FROM audit_checkpoints WHERE organization_id = @organization AND size > @size ORDER BY size DESC LIMIT @limit",
        new { organization = organization.Value, size, limit }).Reverse().ToList();

    /// <summary>Those of sizes from the one to the other, both included, oldest first.</summary>
    public static IReadOnlyList<StoredCheckpoint> Between(Reader reader, OrganizationId organization, long from, long to) => reader.Query<StoredCheckpoint>(
        $"SELECT {StoredCheckpoint.Columns} FROM audit_checkpoints WHERE organization_id = @organization AND size >= @from AND size <= @to ORDER BY size",
        new { organization = organization.Value, from, to }).ToList();

    /// <summary>Of the same size there is one: another of it would have another root, and that must not lie beside the first.</summary>
    public static async Task AddAsync(Database database, OrganizationId organization, StoredCheckpoint checkpoint, CancellationToken ct)
    {
        await database.WriteBooksAsync(
            "INSERT INTO audit_checkpoints (organization_id, size, at_ms, note) VALUES (@organization, @Size, @AtMs, @Note) ON CONFLICT (organization_id, size) DO NOTHING",
            new { organization = organization.Value, checkpoint.Size, checkpoint.AtMs, checkpoint.Note }, ct);
        database.Checkpoints.Add(1);
    }

    /// <summary>Size of the newest checkpoint that a place outside has taken; 0 before the first.</summary>
    public static (long Size, long AtMs) Pushed(Reader reader, OrganizationId organization, string place) => reader.First<(long, long)>(
        "SELECT size, at_ms FROM audit_pushes WHERE organization_id = @organization AND place = @place", new { organization = organization.Value, place });

    public static Task SetPushedAsync(Database database, OrganizationId organization, string place, long size, long atMs, CancellationToken ct) => database.WriteBooksAsync(
        """
        INSERT INTO audit_pushes (organization_id, place, size, at_ms) VALUES (@organization, @place, @size, @atMs)
        ON CONFLICT (organization_id, place) DO UPDATE SET size = excluded.size, at_ms = excluded.at_ms
        """, new { organization = organization.Value, place, size, atMs }, ct);
}
