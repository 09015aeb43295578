using System.Collections.Concurrent;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Policy;

namespace Claviger.Gateway.Ledger;

/// <summary>
/// Worst cases of batches from submission until their lines are booked, a day later perhaps and in another process: the hold outlives
/// the request that took it, in the period it was taken in.
/// </summary>
public sealed class BatchHolds
{
    private readonly ConcurrentDictionary<string, Kept> _batches = new(StringComparer.Ordinal);

    internal BatchHolds(IReadOnlyList<RestoredHold> restored, PolicySnapshot policy, LeaseSets sets)
    {
        foreach (var batch in restored)
        {
            var leases = new List<Lease>();
            foreach (var key in batch.Limits.Keys)
            {
                if (!policy.SpendLimits.TryGetValue(key.Limit, out var limit)) continue; // deleted meanwhile: nothing to hold against
                // The period of its submission, even if periods begin elsewhere by now: there the books have its lease.
                var span = policy.Calendar.SpanAt(limit.Period, key.PeriodStartMs) with { StartMs = key.PeriodStartMs };
                var lease = sets.AccountOf(limit).LeaseFor(limit, span, long.MinValue, []);
                lease.Restore(batch.Held);
                leases.Add(lease);
            }

            _batches[batch.BatchId] = new Kept(batch.Limits, batch.Held, cost =>
            {
                foreach (var lease in leases) lease.Post(batch.Held, cost);
            });
        }
    }

    /// <summary>Takes the submission's hold over; the request itself costs nothing then.</summary>
    public void Keep(string batchId, Hold hold)
    {
        if (hold.Set is not { } set) return;
        _batches[batchId] = new Kept(set.Held, hold.Amount.Full, cost => set.Post(hold.Amount, cost));
    }

    /// <summary>The limits whose leases the batch's lines use up.</summary>
    public HeldLimits LimitsOf(string batchId) => _batches.TryGetValue(batchId, out var kept) ? kept.Limits : HeldLimits.None;

    /// <summary>The hold becomes what the lines cost. Once a batch; later calls change nothing.</summary>
    /// <param name="worstCase">Of the whole batch at its submission.</param>
    /// <param name="booked">The cost of all its lines.</param>
    public void Settle(string batchId, Money worstCase, Money booked)
    {
        if (!_batches.TryRemove(batchId, out var kept)) return;
        // What an earlier process had booked of it is in neither the restored hold nor its lease.
        kept.Post(booked - (worstCase - kept.Held));
    }

    /// <summary>What batches hold of a limit.</summary>
    internal Money HeldOn(LeaseKey key)
    {
        var held = Money.Zero;
        foreach (var kept in _batches.Values)
            if (kept.Limits.Keys.Contains(key)) held += kept.Held;
        return held;
    }

    private sealed record Kept(HeldLimits Limits, Money Held, Action<Money> Post);
}
