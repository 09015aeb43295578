using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Tests.Ledger;

/// <summary>
/// One node's view of the books. Rows, demands and returned leases go through one queue in their order, as in the journal; a commit takes
/// them all. Slow books commit when the test says so, and may answer later still.
/// </summary>
internal sealed class MemoryBook(MemoryBooks books, int node) : ILeaseBook
{
    private readonly List<(bool IsRow, Action Act)> _uncommitted = [];
    private readonly List<Action> _unanswered = [];
    private List<TaskCompletionSource> _renewing = [];

    /// <summary>Nothing is durable until <see cref="Commit"/>, and nobody is told before <see cref="Answer"/>.</summary>
    public bool IsSlow { get; set; }

    /// <summary>Demands fail as when the books are closed.</summary>
    public bool Fails { get; set; }

    /// <summary>Its process is no more: whatever the rest of it does reaches nobody.</summary>
    public bool IsDead { get; set; }

    public long GoodUntil { get; set; } = long.MaxValue;

    public IReadOnlyList<RestoredHold> Restored { get; init; } = [];

    public int Uncommitted => _uncommitted.Count;
    public int Unanswered => _unanswered.Count;

    public Task<LeaseGrant> TakeAsync(LeaseDemand demand)
    {
        if (Fails) return Task.FromException<LeaseGrant>(new InvalidOperationException("The books are closed."));
        var answer = new TaskCompletionSource<LeaseGrant>();
        Write(() =>
        {
            var grant = books.Take(node, demand);
            _unanswered.Add(() => answer.SetResult(grant));
        });
        return answer.Task;
    }

    public void GiveBack(LeaseKey key, Money amount) => Write(() => books.GiveBack(node, key, amount));

    public void Post(IEnumerable<LeaseKey> covering, HeldLimits held, Money cost) => Write(() => books.Post(node, covering, held, cost), isRow: true);

    public async Task RenewAsync(CancellationToken ct)
    {
        if (Fails) throw new InvalidOperationException("The books are closed.");
        var renewed = new TaskCompletionSource();
        _renewing.Add(renewed);
        await renewed.Task.WaitAsync(ct);
    }

    public Task<IReadOnlyList<LeaseKey>> WantedAsync(CancellationToken ct) => Fails
        ? Task.FromException<IReadOnlyList<LeaseKey>>(new InvalidOperationException("The books are closed."))
        : Task.FromResult(books.WantedOf(node));

    public void Commit()
    {
        var batch = _uncommitted.ToList();
        _uncommitted.Clear();
        foreach (var (_, act) in batch) act();
    }

    /// <summary>What a start finds after a crash: rows were in the crash file, demands and returned leases were not.</summary>
    public void CommitRowsOnly()
    {
        foreach (var (isRow, act) in _uncommitted)
            if (isRow) act();
        _uncommitted.Clear();
    }

    /// <summary>Tells the oldest demand that was decided what became of it.</summary>
    public void Answer(int which = 0)
    {
        var answer = _unanswered[which];
        _unanswered.RemoveAt(which);
        WithoutContext(answer);
    }

    public void AnswerAll()
    {
        while (_unanswered.Count > 0) Answer();
    }

    public void Renew(long goodUntil)
    {
        GoodUntil = goodUntil;
        var waiting = Interlocked.Exchange(ref _renewing, []);
        WithoutContext(() => waiting.ForEach(renewed => renewed.SetResult()));
    }

    private void Write(Action act, bool isRow = false)
    {
        if (IsDead) return;
        _uncommitted.Add((isRow, act));
        if (IsSlow) return;
        Commit();
        AnswerAll();
    }

    /// <summary>So that what the ledger does at once with an answer is done when this returns.</summary>
    private static void WithoutContext(Action act)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            act();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}
