namespace Claviger.Core.Limits;

/// <summary>
/// The durable side of leases: what a node holds of each limit's headroom, kept by the books in the same transactions as usage rows.
/// For every limit in every period the books keep posted + leased ≤ cap whenever they grant (I1). Safe from any thread.
/// </summary>
public interface ILeaseBook
{
    /// <summary>
    /// Monotonic timestamp (<see cref="TimeProvider.GetTimestamp"/>) up to which this node may admit from its leases: it moves with every
    /// commit. A node that can't reach its books stops when it passes; one whose epoch was taken over is put into the past for good.
    /// </summary>
    long GoodUntil { get; }

    /// <summary>
    /// Takes a slice by one conditional durable statement. Completes when it is durable; posts that were made before the call count in the answer.
    /// A grant belongs to the node even if the caller no longer waits, so there is no cancellation: whoever asks must take it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The books are closed, or this node was fenced off: nothing was granted.</exception>
    Task<LeaseGrant> TakeAsync(LeaseDemand demand);

    /// <summary>Returns a part of the node's lease that nothing is held against. Goes into the next commits until it is durable.</summary>
    void GiveBack(LeaseKey key, Money amount);

    /// <summary>Completes when a commit has moved <see cref="GoodUntil"/>.</summary>
    Task RenewAsync(CancellationToken ct);

    /// <summary>Leases that other nodes were refused for, lately: what is unused of them should be given back. Empty with one node.</summary>
    Task<IReadOnlyList<LeaseKey>> WantedAsync(CancellationToken ct);

    /// <summary>What this node's books found at start: batches whose worst case stays held until their lines are booked.</summary>
    IReadOnlyList<RestoredHold> Restored { get; }
}
