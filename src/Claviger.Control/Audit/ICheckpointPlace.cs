using Claviger.Core;
using Claviger.Storage.Audit;

namespace Claviger.Control.Audit;

/// <summary>Somewhere outside of the store where checkpoints go. What an attacker who holds database and key can't reach is what convicts them.</summary>
public interface ICheckpointPlace
{
    /// <summary>For the status and the books; file or webhook.</summary>
    string Name { get; }

    /// <summary>Throws what it likes when it can't; it is asked again later, with those that came meanwhile.</summary>
    /// <param name="news">Those since the last that it took, oldest first; at least one.</param>
    Task TakeAsync(OrganizationId organization, IReadOnlyList<StoredCheckpoint> news, CancellationToken ct);
}
