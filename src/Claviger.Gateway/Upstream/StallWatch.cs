using System.Collections.Concurrent;
using Claviger.Gateway.Admission;

namespace Claviger.Gateway.Upstream;

/// <summary>
/// Cancels exchanges whose upstream has gone silent. One timer looks at all of them once a second: a timer a request would cost more
/// than everything else it is checked for.
/// </summary>
public sealed class StallWatch : IDisposable
{
    private const int KeptIdle = 1_024;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly LinkedList<Watched> _running = [];
    private readonly ConcurrentQueue<Watched> _idle = new();

    public StallWatch(TimeProvider clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(static watch => ((StallWatch)watch!).Look(), this, LookEvery, LookEvery);
    }

    /// <param name="silence">How long upstream may say nothing.</param>
    /// <param name="drain">How long the exchange may go on without its caller.</param>
    /// <param name="client">Ended when the caller goes away; looked at, never waited on.</param>
    public Watched Start(TimeSpan silence, TimeSpan drain, CancellationToken client)
    {
        var watched = _idle.TryDequeue(out var idle) ? idle : new Watched(this);
        watched.Begin(_clock.GetTimestamp(), silence, drain, client);
        lock (_gate) _running.AddLast(watched.Node);
        return watched;
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        List<(Watched Watched, int Turn)>? stalled = null;
        lock (_gate)
            foreach (var watched in _running)
                if (watched.HasStalled(_clock)) (stalled ??= []).Add((watched, watched.Turn));
        foreach (var (watched, turn) in stalled ?? []) watched.Cancel(turn);
    }

    /// <summary>
    /// One exchange. Its owner says when bytes arrive and how long the next silence may be. Used again for another exchange once disposed, unless it
    /// was cancelled: its owner must not touch it afterwards.
    /// </summary>
    public sealed class Watched : IDisposable
    {
        private readonly StallWatch _watch;
        private readonly CancellationTokenSource _cancel = new();
        private CancellationToken _client;
        private TimeSpan _drain;
        private long _since; // written by the owner, read by the watch
        private long _limitTicks; // likewise
        private long? _clientGoneAt; // the watch's own

        internal Watched(StallWatch watch)
        {
            _watch = watch;
            Node = new LinkedListNode<Watched>(this);
        }

        internal LinkedListNode<Watched> Node { get; }

        /// <summary>Which use of it this is: a cancellation that comes late must not hit the next one.</summary>
        internal int Turn { get; private set; }

        public CancellationToken Token => _cancel.Token;

        /// <summary>Written by the watch, read by the owner after a cancellation.</summary>
        public bool TimedOut { get; private set; }

        /// <summary>How the client hears of an upstream that broke off, or was broken off here.</summary>
        internal Refusal Fault => TimedOut ? Refusal.UpstreamTimedOut : Refusal.UpstreamUnreachable;

        public void Heard() => Volatile.Write(ref _since, _watch._clock.GetTimestamp());

        public void Allow(TimeSpan limit)
        {
            Heard();
            Volatile.Write(ref _limitTicks, limit.Ticks);
        }

        internal bool HasStalled(TimeProvider clock)
        {
            if (_client.IsCancellationRequested)
            {
                _clientGoneAt ??= clock.GetTimestamp();
                if (clock.GetElapsedTime(_clientGoneAt.Value) >= _drain) return true;
            }

            return clock.GetElapsedTime(Volatile.Read(ref _since)).Ticks > Volatile.Read(ref _limitTicks);
        }

        /// <summary>Before it is watched.</summary>
        internal void Begin(long now, TimeSpan silence, TimeSpan drain, CancellationToken client) =>
            (_since, _limitTicks, _drain, _client, _clientGoneAt) = (now, silence.Ticks, drain, client, null);

        internal void Cancel(int turn)
        {
            lock (_cancel)
            {
                if (Turn != turn) return;
                TimedOut = true;
                _cancel.Cancel();
            }
        }

        public void Dispose()
        {
            lock (_watch._gate) _watch._running.Remove(Node); // first: after that nobody can note the turn that comes next
            bool isGood;
            lock (_cancel)
            {
                Turn++;
                isGood = _cancel.TryReset();
                if (!isGood) _cancel.Dispose();
            }

            _client = default; // of a connection that need not live as long as this
            if (isGood && _watch._idle.Count < KeptIdle) _watch._idle.Enqueue(this);
        }
    }
}
