namespace Claviger.Gateway.Ledger;

/// <summary>
/// The requests that one limit keeps waiting, first come first served. Whoever has the turn tries again whenever money moves; the others
/// wait for the turn. A newcomer queues behind them even if it would fit: many small requests must not starve a large one.
/// </summary>
internal sealed class LimitQueue
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Place> _places = [];
    private long _count; // written under _gate
    private long _version; // under _gate
    private TaskCompletionSource? _changed; // under _gate; only while somebody waits for it

    public int Count => (int)Volatile.Read(ref _count);

    /// <summary>Null when the queue is full.</summary>
    public Place? Enter(int most)
    {
        lock (_gate)
        {
            if (_count >= most) return null;
            var place = new Place(this);
            _places.AddLast(place.Node);
            Volatile.Write(ref _count, _count + 1);
            if (_count == 1) place.GiveTurn();
            return place;
        }
    }

    /// <summary>Money moved: whoever has the turn should look again. Costs one read when nobody waits.</summary>
    public void Changed()
    {
        if (Atomic.Read(ref _count) == 0) return;
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            _version++;
            waiting = _changed;
            _changed = null;
        }

        waiting?.SetResult();
    }

    private void Leave(Place place)
    {
        lock (_gate)
        {
            if (place.Node.List is null) return;
            var hadTurn = _places.First == place.Node;
            _places.Remove(place.Node);
            Volatile.Write(ref _count, _count - 1);
            if (hadTurn) _places.First?.Value.GiveTurn();
        }
    }

    /// <summary>One request's place in the queue; disposing it leaves.</summary>
    internal sealed class Place : IDisposable
    {
        private readonly TaskCompletionSource _turn = Atomic.NewWait();
        private long _seen; // the owner's own

        public Place(LimitQueue queue)
        {
            Queue = queue;
            Node = new LinkedListNode<Place>(this);
        }

        public LimitQueue Queue { get; }
        public LinkedListNode<Place> Node { get; }
        public Task Turn => _turn.Task;

        /// <summary>To be called before an attempt, so that no change between attempt and wait is missed.</summary>
        public void Look()
        {
            lock (Queue._gate) _seen = Queue._version;
        }

        /// <summary>Completes when money has moved since the last <see cref="Look"/>.</summary>
        public Task Changed()
        {
            lock (Queue._gate)
            {
                if (Queue._version != _seen) return Task.CompletedTask;
                Queue._changed ??= Atomic.NewWait();
                return Queue._changed.Task;
            }
        }

        public void GiveTurn() => _turn.TrySetResult();

        public void Dispose() => Queue.Leave(this);
    }
}
