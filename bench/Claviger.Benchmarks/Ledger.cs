using BenchmarkDotNet.Attributes;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Gateway.Ledger;

namespace Claviger.Benchmarks;

/// <summary>
/// A hold and its post from memory, which is what every request pays for its limits, by threads that all meet at the organization's. The
/// figure is a pair's share of the whole run: with more threads than cores it shows contention and not latency.
/// </summary>
[MemoryDiagnoser]
public class Ledger
{
    private const int Pairs = 64 * 1_024;
    private const long At = 1_795_435_200_000;

    private GovernedKey[] _keys = [];
    private SpendLedger _ledger = null!;
    private Thread[] _threads = [];
    private Barrier _barrier = null!;
    private bool _stop;

    [Params(1, 4, 16, 64)]
    public int Threads { get; set; }

    [Params(1, 4)]
    public int Levels { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var (policy, _) = Samples.Policy(1);
        var workspace = policy.Workspaces[0];
        _ledger = new SpendLedger(new WideBook(), new PolicyHolder(policy), new BooksClock(TimeProvider.System, 0), new LedgerOptions(), TimeProvider.System);
        _keys = [.. Enumerable.Range(0, Threads).Select(number => Samples.Governed(workspace, number, [.. LimitsOf(number)]))];
        foreach (var key in _keys) _ledger.HoldAsync(key, PeriodCalendar.Utc, new Money(1_000_000_000), At, null, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        _barrier = new Barrier(Threads + 1);
        _threads = [.. _keys.Select(key => new Thread(() => Run(key)) { IsBackground = true })];
        foreach (var thread in _threads) thread.Start();
    }

    [Benchmark(OperationsPerInvoke = Pairs, Description = "hold and post")]
    public void HoldAndPost()
    {
        _barrier.SignalAndWait(); // begin
        _barrier.SignalAndWait(); // over
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        _stop = true;
        _barrier.SignalAndWait();
        foreach (var thread in _threads) thread.Join();
        await _ledger.DisposeAsync();
        _barrier.Dispose();
    }

    private void Run(GovernedKey key)
    {
        while (true)
        {
            _barrier.SignalAndWait();
            if (_stop) return;
            for (var i = 0; i < Pairs / Threads; i++)
            {
                if (!_ledger.TryHold(key, PeriodCalendar.Utc, new Money(1_000), At, out var hold)) throw new InvalidOperationException("the lease ran dry");
                hold.Post(new Money(0));
            }

            _barrier.SignalAndWait();
        }
    }

    /// <summary>The organization's alone, or one of each scope; a thread's key has its own.</summary>
    private IEnumerable<SpendLimit> LimitsOf(int number)
    {
        yield return Limit(1, LimitScopeType.Organization);
        if (Levels == 1) yield break;
        yield return Limit(2, LimitScopeType.Workspace);
        yield return Limit(3, LimitScopeType.User);
        yield return Limit(100 + number, LimitScopeType.ApiKey);
    }

    private static SpendLimit Limit(int number, LimitScopeType scope) => new()
    {
        Id = new SpendLimitId($"spl_{number}"), Number = number, Version = number, Scope = new LimitScope(scope, "scope", number), Period = LimitPeriod.Monthly,
        Amount = new Money(long.MaxValue / 2), Mode = LimitMode.Hard, AtCap = AtCap.Reserve, CreatedAtMs = 0, UpdatedAtMs = 0,
    };

    /// <summary>Grants all that is asked for, a thousand times over.</summary>
    private sealed class WideBook : ILeaseBook
    {
        public long GoodUntil => long.MaxValue;
        public IReadOnlyList<RestoredHold> Restored => [];

        public Task<LeaseGrant> TakeAsync(LeaseDemand demand)
        {
            var granted = new Money(demand.Need.Nanos * 1_000);
            return Task.FromResult(new LeaseGrant(granted, new Money(long.MaxValue / 2), Money.Zero, granted, granted));
        }

        public void GiveBack(LeaseKey key, Money amount)
        {
        }

        public Task RenewAsync(CancellationToken ct) => Task.CompletedTask;
        public Task<IReadOnlyList<LeaseKey>> WantedAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<LeaseKey>>([]);
    }
}
