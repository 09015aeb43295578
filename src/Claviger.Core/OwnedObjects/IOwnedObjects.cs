namespace Claviger.Core.OwnedObjects;

/// <summary>
/// Who made which upstream object. Asked only for batches, files, skills and the like, and for messages that name one:
/// an ordinary message never comes here.
/// </summary>
public interface IOwnedObjects
{
    /// <summary>Number of the owning workspace, or null when Claviger never saw the object made.</summary>
    int? OwnerOf(OwnedKind kind, string id);

    /// <summary>Durable when it returns: the maker must be able to use the object that it has just been told of.</summary>
    Task AddAsync(OwnedKind kind, string id, int workspace, int key, long atMs, CancellationToken ct);

    Task RemoveAsync(OwnedKind kind, string id, CancellationToken ct);
}
