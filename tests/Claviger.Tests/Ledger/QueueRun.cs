using Claviger.Gateway.Ledger;

namespace Claviger.Tests.Ledger;

/// <summary>
/// Requests that wait in a queue for one lease's money, as <see cref="HoldAttempt"/> makes them wait, without the books: enter, wait for the
/// turn, look, try, wait for a change. Who may not leave but by getting its money must get it.
/// </summary>
internal sealed class QueueRun(IWaitQueue queue, long left, bool readsVersionLate = false)
{
    private readonly List<string> _entered = [];
    private readonly List<string> _served = [];
    private long _left = left;

    public void Wait(string who, long amount)
    {
        Scheduler.Step();
        var place = queue.Enter();
        _entered.Add(who);
        Scheduler.Await(() => queue.HasTurn(place));
        while (true)
        {
            if (!readsVersionLate) queue.Look(place);
            Scheduler.Step();
            if (TryHold(amount)) break;
            Scheduler.Step();
            if (readsVersionLate) queue.Look(place);
            Scheduler.Step();
            var moved = queue.ChangedSinceLook(place);
            Scheduler.Await(() => moved.IsCompleted);
        }

        _served.Add(who);
        Scheduler.Step();
        queue.Leave(place);
    }

    /// <summary>Enters and goes away: the client left.</summary>
    public void GiveUp(string who)
    {
        Scheduler.Step();
        var place = queue.Enter();
        Scheduler.Step();
        queue.Leave(place);
        _ = who;
    }

    /// <summary>A running request settles.</summary>
    public void Release(long amount) => queue.Move(() => Atomic.Add(ref _left, amount));

    public void CheckEnd(int waiters)
    {
        if (queue.Count != 0) throw new InvalidOperationException($"{queue.Count} still in the queue");
        if (_served.Count != waiters) throw new InvalidOperationException($"{_served.Count} of {waiters} were served");
        if (!_served.SequenceEqual(_entered)) throw new InvalidOperationException($"{string.Join(",", _entered)} came, {string.Join(",", _served)} were served");
    }

    private bool TryHold(long amount)
    {
        var left = Atomic.Read(ref _left);
        return left >= amount && Atomic.CompareExchange(ref _left, left - amount, left) == left;
    }
}
