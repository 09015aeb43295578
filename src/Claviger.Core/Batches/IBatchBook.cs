namespace Claviger.Core.Batches;

/// <summary>Batches from submission until their results are booked.</summary>
public interface IBatchBook
{
    /// <summary>Durable when it returns, and the workspace owns the batch from then on.</summary>
    Task AddAsync(SubmittedBatch batch, CancellationToken ct);

    /// <summary>Oldest first.</summary>
    IReadOnlyList<SubmittedBatch> Unsettled(int limit);

    /// <summary>Null when it is unknown or settled already.</summary>
    SubmittedBatch? FindUnsettled(string id);

    /// <summary>What its lines cost that are in the durable books; with another batch of the same key and millisecond, both of theirs.</summary>
    Money BookedOf(SubmittedBatch batch);

    Task MarkSettledAsync(string id, long atMs, CancellationToken ct);
}
