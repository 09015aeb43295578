using System.Collections.Concurrent;
using Claviger.Storage.Ledger;

namespace Claviger.Storage.Usage;

/// <summary>
/// What waits for the journal's thread, in the order it came: a demand is answered after the posts that were made before it. Anybody adds;
/// one thread takes. Once closed, whoever waits or comes to wait is told so instead of waiting for ever.
/// </summary>
internal sealed class JournalQueue : IDisposable
{
    private readonly ConcurrentQueue<(int Slot, object? Other)> _items = new();
    private readonly AutoResetEvent _arrived = new(false);
    private readonly AutoResetEvent _urgent = new(false);
    private readonly ManualResetEvent _stop = new(false);
    private readonly WaitHandle[] _stopOrUrgent;
    private volatile bool _sleeping; // the thread waits for _arrived
    private volatile bool _pausing; // the thread may be waiting for _urgent
    private int _urgentItems; // in the queue; counted by whoever adds and by the thread
    private volatile bool _stopping;
    private volatile Exception? _closed;

    public JournalQueue() => _stopOrUrgent = [_stop, _urgent];

    public bool IsStopping => _stopping;

    public void Add(int slot) => Enqueue((slot, null));

    public void Add(ReturnedLease returned) => Enqueue((-1, returned));

    public void Add(PendingDemand demand) => Enqueue((-1, demand), isUrgent: true);

    public void Add(JournalWaiter waiter) => Enqueue((-1, waiter), waiter.NeedsCommit);

    /// <summary>Moves what is there into the batch, until it is full.</summary>
    /// <param name="read">The record that was posted in a slot, and what it was held against.</param>
    public void DrainTo(JournalBatch batch, Action<JournalBatch, int> read)
    {
        while (!batch.IsFull && _items.TryDequeue(out var item))
        {
            if (IsUrgent(item.Other)) Interlocked.Decrement(ref _urgentItems);
            switch (item.Other)
            {
                case null: read(batch, item.Slot); break;
                case ReturnedLease returned: batch.Add(returned); break;
                case PendingDemand demand: batch.Add(demand); break;
                case JournalWaiter waiter: batch.Add(waiter); break;
            }
        }
    }

    /// <summary>Waits for something to come. False when it stops and nothing more will come; true also when the time is over and nothing came.</summary>
    public bool WaitForWork(TimeSpan most)
    {
        if (!_items.IsEmpty) return true;
        if (_stopping) return false;
        _sleeping = true;
        Interlocked.MemoryBarrier(); // against Enqueue's: either this sees the item, or it sees this sleeping
        if (_items.IsEmpty && !_stopping) _arrived.WaitOne(most);
        _sleeping = false;
        return !_items.IsEmpty || !_stopping;
    }

    /// <summary>Gathers posts for a while, or for a shorter one as soon as somebody waits for an answer. Not at all when stopping.</summary>
    public void Pause(TimeSpan time, TimeSpan whenUrgent)
    {
        if (time <= TimeSpan.Zero) return;
        _urgent.Reset();
        _pausing = true;
        Interlocked.MemoryBarrier(); // against Enqueue's, as below
        var urgent = Volatile.Read(ref _urgentItems) > 0 || WaitHandle.WaitAny(_stopOrUrgent, time) == 1;
        _pausing = false;
        if (urgent && whenUrgent > TimeSpan.Zero) _stop.WaitOne(whenUrgent);
    }

    /// <summary>Before another try after a failure. Not at all when stopping.</summary>
    public void Pause(TimeSpan time) => _stop.WaitOne(time);

    public void Stop()
    {
        _stopping = true;
        _stop.Set();
        _arrived.Set();
    }

    public void Close(Exception reason)
    {
        _closed ??= reason;
        Interlocked.MemoryBarrier();
        FailAll(reason);
    }

    public void Dispose()
    {
        _arrived.Dispose();
        _urgent.Dispose();
        _stop.Dispose();
    }

    private static bool IsUrgent(object? item) => item is PendingDemand or JournalWaiter { NeedsCommit: true };

    private void Enqueue((int, object?) item, bool isUrgent = false)
    {
        if (isUrgent) Interlocked.Increment(ref _urgentItems);
        _items.Enqueue(item);
        Interlocked.MemoryBarrier();
        if (_closed is { } reason) FailAll(reason);
        else if (_sleeping) _arrived.Set();
        else if (isUrgent && _pausing) _urgent.Set();
    }

    /// <summary>Posted slots are dropped: the crash file keeps them.</summary>
    private void FailAll(Exception reason)
    {
        while (_items.TryDequeue(out var item))
        {
            switch (item.Other)
            {
                case PendingDemand demand: demand.Fail(reason); break;
                case JournalWaiter waiter: waiter.Fail(reason); break;
            }
        }
    }
}
