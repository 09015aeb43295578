using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Storage.Ledger;
using Claviger.Storage.Usage;
using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class A_lease_is_durable_before_it_is_given
{
    [Fact]
    public async Task A_slice_of_the_headroom_or_what_is_needed_and_never_beyond_the_cap()
    {
        await using var store = new LedgerStore();
        var limit = store.Limit(LimitScopeType.Organization, 1, LimitPeriod.Lifetime, cap: 1_600);
        await using var journal = store.Journal();
        var key = new LeaseKey(limit, 0);

        var first = await journal.TakeAsync(new LeaseDemand(key, new Money(10), store.NowMs));
        Assert.Equal(new LeaseGrant(new Money(100), new Money(1_600), Money.Zero, new Money(100), new Money(100)), first);
        Assert.Equal((0, 100), store.Share(key));

        var large = await journal.TakeAsync(new LeaseDemand(key, new Money(1_500), store.NowMs));
        Assert.Equal(new Money(1_500), large.Granted);
        Assert.Equal((0, 1_600), store.Share(key));

        var none = await journal.TakeAsync(new LeaseDemand(key, new Money(1), store.NowMs));
        Assert.Equal(new LeaseGrant(Money.Zero, new Money(1_600), Money.Zero, new Money(1_600), new Money(1_600)), none);
    }

    [Fact]
    public async Task Posts_before_the_call_count_in_the_answer_and_shrink_the_lease_they_were_held_against()
    {
        await using var store = new LedgerStore();
        var limit = store.Limit(LimitScopeType.Workspace, 1, LimitPeriod.Daily, cap: 1_000);
        await using var journal = store.Journal();
        var key = new LeaseKey(limit, PeriodCalendar.Utc.SpanAt(LimitPeriod.Daily, store.NowMs).StartMs);
        var lease = await journal.TakeAsync(new LeaseDemand(key, new Money(200), store.NowMs));
        var held = new HeldLimits([key]);

        for (var i = 0; i < 10; i++)
        {
            Assert.True(journal.TryOpen(store.Row(20), held, out var ticket));
            journal.Post(ticket, store.Row(11));
        }

        journal.TryPost(store.Row(5), HeldLimits.None); // not held against it, and spent all the same
        journal.TryPost(store.Row(7, workspace: 2), HeldLimits.None);
        journal.GiveBack(key, new Money(30));
        var next = await journal.TakeAsync(new LeaseDemand(key, new Money(1), store.NowMs));

        Assert.Equal(new Money(115), next.Posted);
        Assert.Equal(lease.Granted.Nanos - 110 - 30 + next.Granted.Nanos, next.Leased.Nanos);
        Assert.Equal(next.Leased, next.LeasedHere);
        Assert.Null(store.FirstWrongShare());
    }

    [Fact]
    public async Task Posting_the_same_request_again_moves_no_share()
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, cap: 1_000), 0);
        await using var journal = store.Journal();
        await journal.TakeAsync(new LeaseDemand(key, new Money(500), store.NowMs));
        var row = store.Row(100);
        journal.TryPost(row, new HeldLimits([key]));
        await journal.FlushedAsync(CancellationToken.None);
        Assert.Equal((100, 400), store.Share(key));

        journal.TryPost(row, new HeldLimits([key]));
        journal.TryPost(row with { Cost = new Money(9) }, new HeldLimits([key]));
        await journal.FlushedAsync(CancellationToken.None);

        Assert.Equal((100, 400), store.Share(key));
    }

    [Fact]
    public async Task What_a_cap_is_comes_from_the_stores_own_row_at_the_callers_instant()
    {
        await using var store = new LedgerStore();
        var limit = store.Limit(LimitScopeType.Organization, 1, LimitPeriod.Lifetime, cap: 100);
        await using var journal = store.Journal();
        var key = new LeaseKey(limit, 0);
        async Task<Money?> CapAsync(long atMs) => (await journal.TakeAsync(new LeaseDemand(key, new Money(1_000), atMs))).Cap;

        Assert.Equal(new Money(100), await CapAsync(0));
        store.Change("INSERT INTO spend_grants (id, limit_number, amount_nanos, starts_at_ms, ends_at_ms, created_at_ms) VALUES ('slg_1', @limit, 50, 10, 20, 0)", new { limit });
        Assert.Equal(new Money(100), await CapAsync(9));
        Assert.Equal(new Money(150), await CapAsync(10));
        Assert.Equal(new Money(100), await CapAsync(20));
        store.Change("UPDATE spend_limits SET suspended_until_ms = 30");
        Assert.Null(await CapAsync(29));
        Assert.Equal(new Money(100), await CapAsync(30));
        store.Change("UPDATE spend_limits SET amount_nanos = NULL");
        Assert.Null(await CapAsync(40));
        store.Change("UPDATE spend_limits SET amount_nanos = 0");
        Assert.Equal(Money.Zero, await CapAsync(40));
        store.Change("UPDATE spend_limits SET deleted_at_ms = 1");
        Assert.Null(await CapAsync(40));
        Assert.Equal((0, 0), store.Share(key));
    }

    [Fact]
    public async Task A_demand_whose_sums_are_beyond_all_money_is_refused_alone()
    {
        await using var store = new LedgerStore();
        var bad = store.Limit(LimitScopeType.Organization, 1, LimitPeriod.Lifetime, cap: long.MaxValue);
        store.Change("INSERT INTO spend_grants (id, limit_number, amount_nanos, starts_at_ms, ends_at_ms, created_at_ms) VALUES ('slg_1', @bad, 50, 0, 9223372036854775807, 0)", new { bad });
        var good = store.Limit(LimitScopeType.Workspace, 1, LimitPeriod.Lifetime, cap: 100);
        await using var journal = store.Journal();

        var refused = journal.TakeAsync(new LeaseDemand(new LeaseKey(bad, 0), new Money(1), store.NowMs));
        var granted = journal.TakeAsync(new LeaseDemand(new LeaseKey(good, 0), new Money(1), store.NowMs));

        await Assert.ThrowsAsync<InvalidOperationException>(() => refused);
        Assert.Equal(new Money(6), (await granted).Granted);
        Assert.True(journal.IsHealthy);
    }

    [Fact]
    public async Task More_than_is_leased_is_not_given_back()
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, cap: 100), 0);
        await using var journal = store.Journal();
        await journal.TakeAsync(new LeaseDemand(key, new Money(50), store.NowMs));

        journal.GiveBack(key, new Money(51));
        await journal.FlushedAsync(CancellationToken.None);
        Assert.Equal((0, 50), store.Share(key));

        journal.GiveBack(key, new Money(50));
        await journal.FlushedAsync(CancellationToken.None);
        Assert.Equal((0, 0), store.Share(key));
        Assert.Throws<ArgumentOutOfRangeException>(() => journal.GiveBack(key, new Money(-1)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => journal.TakeAsync(new LeaseDemand(key, Money.Zero, store.NowMs)));
    }

    [Fact]
    public async Task A_commit_moves_the_time_up_to_which_leases_are_good_and_nothing_else_does()
    {
        await using var store = new LedgerStore();
        await using var journal = store.Journal();
        var clock = store.Store.Clock;
        var good = TimeSpan.FromSeconds(30).Ticks * clock.TimestampFrequency / TimeSpan.TicksPerSecond;
        Assert.Equal(clock.GetTimestamp() + good, journal.GoodUntil);
        var before = journal.GoodUntil;

        clock.Advance(TimeSpan.FromDays(3));
        await journal.FlushedAsync(CancellationToken.None); // nothing to commit
        Assert.Equal(before, journal.GoodUntil);

        await journal.RenewAsync(CancellationToken.None);
        Assert.Equal(clock.GetTimestamp() + good, journal.GoodUntil);
        Assert.Equal(store.NowMs, store.Store.Scalar<long>("SELECT renewed_at_ms FROM ledger_nodes"));
    }

    [Fact]
    public async Task An_idle_node_goes_on_showing_that_it_lives_while_it_has_something_leased()
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, cap: 100), 0);
        await using var journal = store.Journal(pace: new JournalPace { RenewEvery = TimeSpan.FromMilliseconds(5) });
        await journal.TakeAsync(new LeaseDemand(key, new Money(100), store.NowMs));
        store.Store.Clock.Advance(TimeSpan.FromMinutes(10));

        while (journal.GoodUntil <= store.Store.Clock.GetTimestamp()) await Task.Yield();

        Assert.Equal(store.NowMs, store.Store.Scalar<long>("SELECT renewed_at_ms FROM ledger_nodes"));
    }

    [Fact]
    public async Task A_node_has_leases_until_the_last_of_them_is_used_up_or_back()
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, cap: 100), 0);
        using var books = LedgerBooks.Open(store.Database, new LedgerNode("local", "boot-1"), store.NowMs);
        var batch = new JournalBatch(8);
        void Write()
        {
            Assert.Empty(books.Write(batch, store.NowMs, renew: false));
            batch.Clear();
        }

        Assert.False(books.HasLeases());
        batch.Add(new PendingDemand(new LeaseDemand(key, new Money(100), store.NowMs)));
        Write();
        Assert.True(books.HasLeases());
        batch.Add(0, store.Row(60), new HeldLimits([key]));
        Write();
        Assert.True(books.HasLeases());
        batch.Add(new ReturnedLease(key, new Money(40)));
        Write();
        Assert.False(books.HasLeases());
    }

    [Fact]
    public async Task After_the_books_are_closed_a_demand_fails_at_once()
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, cap: 100), 0);
        var journal = store.Journal();
        await journal.DisposeAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => journal.TakeAsync(new LeaseDemand(key, new Money(1), store.NowMs)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => journal.RenewAsync(CancellationToken.None));
        Assert.Equal((0, 0), store.Share(key));
    }
}
