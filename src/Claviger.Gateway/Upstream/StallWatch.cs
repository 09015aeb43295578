using Claviger.Gateway.Admission;

namespace Claviger.Gateway.Upstream;

/// <summary>
/// Cancels exchanges whose upstream has gone silent. One timer looks at all of them once a second: a timer a request would cost more
/// than everything else it is checked for.
/// </summary>
public sealed class StallWatch : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly LinkedList<Watched> _running = [];

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
        var watched = new Watched(this, _clock.GetTimestamp(), silence, drain, client);
        lock (_gate) _running.AddLast(watched.Node);
        return watched;
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        List<Watched>? stalled = null;
        lock (_gate)
            foreach (var watched in _running)
                if (watched.HasStalled(_clock)) (stalled ??= []).Add(watched);
        foreach (var watched in stalled ?? []) watched.Cancel();
    }

    /// <summary>One exchange. Its owner says when bytes arrive and how long the next silence may be.</summary>
    public sealed class Watched : IDisposable
    {
        private readonly StallWatch _watch;
        private readonly CancellationTokenSource _cancel = new();
        private readonly CancellationToken _client;
        private readonly TimeSpan _drain;
        private long _since; // written by the owner, read by the watch
        private long _limitTicks; // likewise
        private long? _clientGoneAt; // the watch's own
        private bool _disposed;

        internal Watched(StallWatch watch, long now, TimeSpan silence, TimeSpan drain, CancellationToken client)
        {
            (_watch, _since, _limitTicks, _client, _drain) = (watch, now, silence.Ticks, client, drain);
            Node = new LinkedListNode<Watched>(this);
        }

        internal LinkedListNode<Watched> Node { get; }

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

        internal void Cancel()
        {
            lock (_cancel)
            {
                if (_disposed) return;
                TimedOut = true;
                _cancel.Cancel();
            }
        }

        public void Dispose()
        {
            lock (_watch._gate) _watch._running.Remove(Node);
            lock (_cancel)
            {
                _disposed = true;
                _cancel.Dispose();
            }
        }
    }
}
