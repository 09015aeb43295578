using Claviger.Core.OwnedObjects;

namespace Claviger.Storage.OwnedObjects;

/// <inheritdoc cref="IOwnedObjects"/>
public sealed class OwnedObjectStore(Database database) : IOwnedObjects
{
    public int? OwnerOf(OwnedKind kind, string id)
    {
        using var reader = database.Read();
        return reader.First<int?>("SELECT workspace FROM owned_objects WHERE kind = @kind AND id = @id", new { kind = (int)kind, id });
    }

    public static int? OwnerOf(AdminTransaction tx, OwnedKind kind, string id) =>
        tx.First<int?>("SELECT workspace FROM owned_objects WHERE kind = @kind AND id = @id", new { kind = (int)kind, id });

    /// <summary>Adding again changes nothing: the first maker stays the owner.</summary>
    public Task AddAsync(OwnedKind kind, string id, int workspace, int key, long atMs, CancellationToken ct) => database.WriteBooksAsync(
        "INSERT INTO owned_objects (kind, id, workspace, key, created_at_ms) VALUES (@kind, @id, @workspace, @key, @atMs) ON CONFLICT (kind, id) DO NOTHING",
        new { kind = (int)kind, id, workspace, key, atMs }, ct);

    public Task RemoveAsync(OwnedKind kind, string id, CancellationToken ct) =>
        database.WriteBooksAsync("DELETE FROM owned_objects WHERE kind = @kind AND id = @id", new { kind = (int)kind, id }, ct);
}
