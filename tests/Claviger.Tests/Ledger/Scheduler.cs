using Claviger.Gateway.Ledger;

namespace Claviger.Tests.Ledger;

/// <summary>
/// Lets one of some threads go on at a time and decides before each of their steps which. Whoever stops hands over to the next, so a
/// step costs a switch of threads at most. The threads are kept for many runs.
/// </summary>
internal sealed class Scheduler : IDisposable
{
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _go;
    private readonly SemaphoreSlim _over = new(0);
    private readonly Func<bool>?[] _waitsFor; // null: may go on
    private readonly bool[] _ended;
    private readonly List<int> _ready = [];
    private Schedule _schedule = Schedule.All();
    private Action[] _scripts = [];
    private Action _check = static () => { };
    private Exception? _failure;
    private bool _stop;

    public Scheduler(int threads)
    {
        _go = [.. Enumerable.Range(0, threads).Select(_ => new SemaphoreSlim(0))];
        (_waitsFor, _ended) = (new Func<bool>?[threads], new bool[threads]);
        _threads = [.. Enumerable.Range(0, threads).Select(me => new Thread(() => Play(me)) { IsBackground = true, Name = $"scheduled {me}" })];
        foreach (var thread in _threads) thread.Start();
    }

    [ThreadStatic]
    private static (Scheduler Of, int Me)? _current;

    /// <summary>Plays the scripts once. Null when all went well.</summary>
    /// <param name="check">After every step, while all stand still; throws when something is wrong.</param>
    public Exception? Run(Schedule schedule, Action[] scripts, Action check)
    {
        (_schedule, _scripts, _check, _failure) = (schedule, scripts, check, null);
        for (var i = 0; i < _ended.Length; i++) (_ended[i], _waitsFor[i]) = (i >= scripts.Length, null);
        HandOver(from: -1);
        _over.Wait();
        return _failure;
    }

    /// <summary>A step of the script's own.</summary>
    public static void Step() => Atomic.Step();

    /// <summary>Waits until something holds. When nobody can go on any more, that is a failure.</summary>
    public static void Await(Func<bool> holds)
    {
        if (_current is not { } current) throw new InvalidOperationException("Not a scheduled thread.");
        while (!holds())
        {
            current.Of._waitsFor[current.Me] = holds;
            current.Of.Pause(current.Me);
        }
    }

    public void Dispose()
    {
        _stop = true;
        foreach (var go in _go) go.Release();
        foreach (var thread in _threads) thread.Join();
        foreach (var go in _go) go.Dispose();
        _over.Dispose();
    }

    private void Play(int me)
    {
        Atomic.BeforeStep = () => Pause(me);
        Atomic.WakesHere = true;
        _current = (this, me);
        while (true)
        {
            _go[me].Wait();
            if (_stop) return;
            try
            {
                _scripts[me]();
            }
            catch (Exception error) when (error is not Abandoned)
            {
                _failure ??= error;
            }
            catch (Abandoned)
            {
                // The run has failed elsewhere.
            }

            _ended[me] = true;
            HandOver(me);
        }
    }

    private void Pause(int me)
    {
        HandOver(me);
        if (_failure is not null) throw new Abandoned();
    }

    /// <summary>Returns when it is this thread's turn again; at once when the schedule says so.</summary>
    private void HandOver(int from)
    {
        if (_failure is null) Check();
        _ready.Clear();
        for (var i = 0; i < _ended.Length; i++)
            if (!_ended[i] && (_failure is not null || _waitsFor[i] is not { } holds || holds())) _ready.Add(i);

        if (_ready.Count == 0 && Array.IndexOf(_ended, false) >= 0)
        {
            _failure = new InvalidOperationException("Nobody goes on: a wake-up was lost.");
            for (var i = 0; i < _ended.Length; i++)
                if (!_ended[i]) _ready.Add(i);
        }

        if (_ready.Count == 0)
        {
            _over.Release();
            return;
        }

        var next = _failure is null ? _ready[_schedule.Choose(_ready.Count, _ready.IndexOf(from))] : _ready[0];
        _waitsFor[next] = null;
        if (next == from) return;
        var goesOn = from >= 0 && !_ended[from]; // read before the next may end the run, and another begin
        _go[next].Release();
        if (goesOn) _go[from].Wait();
    }

    private void Check()
    {
        try
        {
            _check();
        }
        catch (Exception error)
        {
            _failure = error;
        }
    }

    /// <summary>Unwinds a thread of a run that has failed.</summary>
    private sealed class Abandoned : Exception;
}
