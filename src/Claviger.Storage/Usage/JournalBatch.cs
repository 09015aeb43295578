using System.Runtime.InteropServices;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.Storage.Ledger;

namespace Claviger.Storage.Usage;

/// <summary>What one transaction of the books is to do, in the order it came. Filled and emptied by the journal's thread, again and again.</summary>
internal sealed class JournalBatch(int most)
{
    private readonly List<int> _slots = new(most);
    private readonly UsageRecord[] _records = new UsageRecord[most];
    private readonly HeldLimits?[] _held = new HeldLimits?[most];
    private readonly List<JournalWaiter> _waiters = [];
    private int _items;

    /// <summary>Slots whose records are in it.</summary>
    public ReadOnlySpan<int> Slots => CollectionsMarshal.AsSpan(_slots);

    public ReadOnlySpan<UsageRecord> Records => _records.AsSpan(0, _slots.Count);

    /// <summary>Beside <see cref="Records"/>: what each was held against; null for one of an earlier process.</summary>
    public ReadOnlySpan<HeldLimits?> Held => _held.AsSpan(0, _slots.Count);

    public List<ReturnedLease> Returned { get; } = [];

    public List<PendingDemand> Demands { get; } = [];

    public bool IsFull => _items >= most;

    public bool IsEmpty => _items == 0;

    public bool NeedsCommit { get; private set; }

    /// <summary>Somebody only waits, or nobody does.</summary>
    public bool WritesNothing => _items == _waiters.Count;

    public void Add(int slot, in UsageRecord record, HeldLimits? held)
    {
        _records[_slots.Count] = record;
        _held[_slots.Count] = held;
        _slots.Add(slot);
        Count(needsCommit: true);
    }

    public void Add(ReturnedLease returned)
    {
        Returned.Add(returned);
        Count(needsCommit: true);
    }

    public void Add(PendingDemand demand)
    {
        Demands.Add(demand);
        Count(needsCommit: true);
    }

    public void Add(JournalWaiter waiter)
    {
        _waiters.Add(waiter);
        Count(waiter.NeedsCommit);
    }

    /// <summary>After the commit.</summary>
    public void Tell()
    {
        foreach (var demand in Demands) demand.Tell();
        foreach (var waiter in _waiters) waiter.Tell();
    }

    public void Fail(Exception error)
    {
        foreach (var demand in Demands) demand.Fail(error);
        foreach (var waiter in _waiters) waiter.Fail(error);
    }

    public void Clear()
    {
        _held.AsSpan(0, _slots.Count).Clear();
        _slots.Clear();
        Returned.Clear();
        Demands.Clear();
        _waiters.Clear();
        _items = 0;
        NeedsCommit = false;
    }

    private void Count(bool needsCommit)
    {
        _items++;
        NeedsCommit |= needsCommit;
    }
}
