using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Storage.Ledger;

namespace Claviger.Storage.Usage;

// The journal as the durable side of leases: all goes through the same queue, and so into the same transactions, as usage rows.
public sealed partial class UsageJournal
{
    public long GoodUntil => _thread.GoodUntil;

    public IReadOnlyList<RestoredHold> Restored => Found.Restored;

    public Task<LeaseGrant> TakeAsync(LeaseDemand demand)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(demand.Need.Nanos);
        var pending = new PendingDemand(demand);
        _queue.Add(pending);
        return pending.Told;
    }

    public void GiveBack(LeaseKey key, Money amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount.Nanos);
        if (amount > Money.Zero) _queue.Add(new ReturnedLease(key, amount));
    }

    public Task RenewAsync(CancellationToken ct)
    {
        var waiter = new JournalWaiter(needsCommit: true);
        _queue.Add(waiter);
        return waiter.Done.WaitAsync(ct);
    }

    public Task<IReadOnlyList<LeaseKey>> WantedAsync(CancellationToken ct)
    {
        if (_thread.Nodes < 2) return Task.FromResult<IReadOnlyList<LeaseKey>>([]);
        using var reader = _database.Read();
        return Task.FromResult(LeaseWants.Of(reader, _thread.Node, _thread.NowMs));
    }
}
