using Claviger.Gateway.Ledger;

namespace Claviger.Tests.Ledger;

/// <summary>
/// One thread plays every part: continuations of requests wait here until they are let go on, in the order in which they were woken, so
/// that the same acts have the same outcome. Nothing runs inside of what woke it.
/// </summary>
internal sealed class OneThread : IDisposable
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();
    private readonly SynchronizationContext? _before = SynchronizationContext.Current;

    public OneThread()
    {
        Atomic.WakesHere = true;
        SynchronizationContext.SetSynchronizationContext(null);
    }

    /// <summary>Starts something that may wait.</summary>
    public T Begin<T>(Func<T> start)
    {
        // A context of its own for every step: a continuation is then never run inside of another step, but queued.
        SynchronizationContext.SetSynchronizationContext(new Step(this));
        try
        {
            return start();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }
    }

    /// <summary>Until everybody waits for something that has not happened.</summary>
    public void Settle()
    {
        for (var steps = 0; _ready.TryDequeue(out var next); steps++)
        {
            if (steps > 100_000) throw new InvalidOperationException("They wake each other without end: a wait that does not wait.");
            Begin(() =>
            {
                next.Callback(next.State);
                return 0;
            });
        }
    }

    public void Dispose()
    {
        Atomic.WakesHere = false;
        SynchronizationContext.SetSynchronizationContext(_before);
    }

    private sealed class Step(OneThread thread) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => thread._ready.Enqueue((d, state));
        public override SynchronizationContext CreateCopy() => this;
    }
}
