using Claviger.Core.Limits;

namespace Claviger.Core.Usage;

/// <summary>
/// Where the gateway books requests. Two steps, so that a killed process leaves a trace of what was running:
/// <see cref="TryOpen"/> before the first upstream byte, <see cref="Post"/> once at the end. Both return at once and survive
/// <c>kill -9</c> from the moment they return; the durable books follow within a flush. Safe from any thread.
/// </summary>
public interface IUsageJournal
{
    /// <summary>
    /// Notes a running request with its worst case. False when the journal is full, as it becomes in the end when its store goes on failing:
    /// the request must then be refused, because it could not be booked.
    /// </summary>
    /// <param name="held">The limits it was held against: their leases shrink by its cost in the transaction that books it.</param>
    bool TryOpen(in UsageRecord worstCase, HeldLimits held, out JournalTicket ticket);

    /// <summary>Raises what a running request may cost: to be called before more of it is let through.</summary>
    void Reopen(JournalTicket ticket, in UsageRecord worstCase);

    /// <summary>Replaces the worst case by what really happened. Exactly once a ticket.</summary>
    void Post(JournalTicket ticket, in UsageRecord actual);

    /// <summary>Books a finished record that was never open (a batch line). False when the journal is full: try later.</summary>
    /// <param name="held">The limits whose hold it uses up.</param>
    bool TryPost(in UsageRecord record, HeldLimits held);

    /// <summary>Forgets a request that was opened and never sent.</summary>
    void Cancel(JournalTicket ticket);

    /// <summary>Completes when everything posted before the call is in the durable books.</summary>
    Task FlushedAsync(CancellationToken ct);
}
