namespace Claviger.Storage;

/// <summary>Says that something was committed. Listeners get numbers in order and may miss none, but may be told of several at once.</summary>
public sealed class ChangeFeed
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = NewSignal();
    private long _latest;

    /// <summary>Completes when a change above <paramref name="seen"/> is committed; at once if one already is.</summary>
    public Task WaitBeyondAsync(long seen, CancellationToken ct)
    {
        lock (_gate) return _latest > seen ? Task.CompletedTask : _next.Task.WaitAsync(ct);
    }

    /// <summary>Number of the newest change announced since this process started; 0 before the first.</summary>
    public long Latest
    {
        get
        {
            lock (_gate) return _latest;
        }
    }

    internal void Announce(long change) => Raise(latest => Math.Max(latest, change));

    /// <summary>For feeds whose numbers are counts.</summary>
    internal void Add(int count) => Raise(latest => latest + count);

    private void Raise(Func<long, long> to)
    {
        TaskCompletionSource signal;
        lock (_gate)
        {
            _latest = to(_latest);
            signal = _next;
            _next = NewSignal();
        }

        signal.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
