using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Gateway.Ledger;
using Microsoft.Extensions.Time.Testing;

namespace Claviger.Tests.Ledger;

/// <summary>A ledger over books in memory, played by one thread under a clock of its own.</summary>
internal sealed class LedgerBench : IDisposable
{
    private readonly Dictionary<int, SpendLimit> _limits;

    public LedgerBench(params SpendLimit[] limits) : this(new LedgerOptions(), [], "UTC", limits)
    {
    }

    public LedgerBench(LedgerOptions options, IReadOnlyList<RestoredHold> restored, string zone, params SpendLimit[] limits)
    {
        _limits = limits.ToDictionary(limit => limit.Number);
        Clock = new FakeTimeProvider(Limits.Start);
        Books = new MemoryBooks(1, (number, atMs) => _limits.TryGetValue(number, out var limit) ? limit.CapAt(atMs) : null);
        Book = new MemoryBook(Books, 0) { Restored = restored };
        Policy = new PolicyHolder(Limits.Policy(limits, zone));
        Time = new BooksClock(Clock, 0);
        Ledger = new SpendLedger(Book, Policy, Time, options, Clock);
    }

    public OneThread Thread { get; } = new();
    public FakeTimeProvider Clock { get; }
    public MemoryBooks Books { get; }
    public MemoryBook Book { get; }
    public PolicyHolder Policy { get; }
    public BooksClock Time { get; }
    public SpendLedger Ledger { get; }
    public IReadOnlyCollection<SpendLimit> All => _limits.Values;

    public GovernedKey Key(int key = 0) => Limits.Key(key, _limits.Values);

    public bool TryHold(HoldAmount amount, out Hold hold, int key = 0) => Ledger.TryHold(Key(key), Policy.Current.Calendar, amount, Time.NowMs, out hold);

    /// <summary>Asks, and goes on until everybody waits.</summary>
    public Asked Ask(HoldAmount amount, int key = 0, Tightener? tighten = null, CancellationToken ct = default) =>
        Ask(Key(key), amount, tighten, ct: ct);

    public Asked Ask(GovernedKey key, HoldAmount amount, Tightener? tighten = null, long? atMs = null, CancellationToken ct = default)
    {
        var asked = new Asked(Thread.Begin(() => Ledger.HoldAsync(key, Policy.Current.Calendar, amount, atMs ?? Time.NowMs, tighten, ct).AsTask()));
        Thread.Settle();
        return asked;
    }

    /// <summary>What must be held at once.</summary>
    public Hold Hold(long nanos, int key = 0) => Ask(new Money(nanos), key).Hold;

    /// <summary>As a settled request does: first the row, then the memory.</summary>
    public void Post(Hold hold, long cost, int key = 0)
    {
        Book.Post(Covering(key), hold.Limits, new Money(cost));
        hold.Post(new Money(cost));
        Thread.Settle();
    }

    /// <summary>The row counts where the request was admitted.</summary>
    public void Post(Hold hold, long cost, LeaseKey admittedIn)
    {
        Book.Post([admittedIn], hold.Limits, new Money(cost));
        hold.Post(new Money(cost));
        Thread.Settle();
    }

    public bool Extend(Hold hold, long more, out Hold extended) => Ledger.TryExtend(hold, new Money(more), out extended);

    public void Release(Hold hold)
    {
        hold.Release();
        Thread.Settle();
    }

    public void Advance(TimeSpan by)
    {
        Clock.Advance(by);
        Thread.Settle();
    }

    /// <summary>As an admin's act: first the store, then the policy.</summary>
    public void Change(SpendLimit limit, string zone = "UTC")
    {
        Store(limit);
        Swap(zone);
    }

    public void Store(SpendLimit limit) => _limits[limit.Number] = limit with { Version = _limits.Values.Select(each => each.Version).DefaultIfEmpty(0).Max() + 1 };

    public void Swap(string zone = "UTC")
    {
        Policy.Replace(Limits.Policy(_limits.Values, zone));
        Thread.Settle();
    }

    public LeaseKey KeyOf(int limit) => new(limit, Policy.Current.Calendar.SpanAt(_limits[limit].Period, Time.NowMs).StartMs);

    public IEnumerable<LeaseKey> Covering(int key) => _limits.Values.Where(limit => Limits.Covers(limit, key)).Select(limit => KeyOf(limit.Number));

    public void Dispose()
    {
        Ledger.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Thread.Dispose();
    }
}
