namespace Claviger.Simulator;

/// <summary>Counts running requests, so that a test can wait until the last has settled. Any thread.</summary>
internal sealed class InFlight
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle; // under _gate; null when nobody waits
    private long _running;

    public void Enter() => Interlocked.Increment(ref _running);

    public void Leave()
    {
        if (Interlocked.Decrement(ref _running) > 0 || Volatile.Read(ref _idle) is null) return;
        lock (_gate)
        {
            _idle?.TrySetResult();
            _idle = null;
        }
    }

    public Task WhenIdleAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            // The waiter is set before the count is read: a request that leaves in between finds it.
            var idle = _idle ?? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _idle, idle);
            Interlocked.MemoryBarrier();
            if (Interlocked.Read(ref _running) > 0) return idle.Task.WaitAsync(ct);
            idle.TrySetResult();
            _idle = null;
            return idle.Task;
        }
    }
}
