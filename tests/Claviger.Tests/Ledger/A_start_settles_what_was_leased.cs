using Claviger.Core;
using Claviger.Core.Batches;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.Storage.Batches;
using Claviger.Storage.Ledger;
using Claviger.Storage.Usage;
using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class A_start_settles_what_was_leased
{
    [Fact]
    public async Task After_a_kill_rows_are_booked_and_the_rest_of_the_lease_is_headroom_again()
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, 1_000), 0);
        await KilledAsync(store, key, leased: 500, running: 70);

        await using var journal = store.Journal();

        Assert.Equal((0, 1), journal.Recovered);
        Assert.Equal((70, 0), store.Share(key));
        Assert.Equal((1, new Money(430), 0), (journal.Found.Leases, journal.Found.Returned, journal.Found.Remainders));
        Assert.Empty(journal.Restored);
        Assert.Equal(0, store.Store.Scalar<long>("SELECT COUNT(*) FROM ledger_entries"));
        Assert.Null(store.FirstWrongShare());
    }

    [Fact]
    public async Task After_a_power_cut_the_rest_is_spent_until_somebody_says_otherwise()
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, 1_000), 0);
        await KilledAsync(store, key, leased: 500, running: 70);

        await using var journal = store.Journal(boot: "boot-2");

        Assert.Equal((500, 0), store.Share(key));
        Assert.Equal((1, new Money(430)), (journal.Found.Remainders, journal.Found.Remaining));
        Assert.Null(store.FirstWrongShare());
        var entry = Assert.Single(Remainders(store));
        Assert.StartsWith("lde_", entry.Id, StringComparison.Ordinal);
        Assert.Equal((key, new Money(430), store.NowMs), (entry.Key, entry.Amount, entry.AtMs));

        using (var tx = await store.Database.BeginAdminAsync(CancellationToken.None))
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => UnresolvedStore.ResolveEntry(tx, entry.Id, new Money(431), store.NowMs));
            Assert.Throws<ArgumentOutOfRangeException>(() => UnresolvedStore.ResolveEntry(tx, entry.Id, new Money(-1), store.NowMs));
            Assert.Equal(new Money(430), UnresolvedStore.ResolveEntry(tx, entry.Id, new Money(30), store.NowMs));
            Assert.Null(UnresolvedStore.ResolveEntry(tx, entry.Id, new Money(30), store.NowMs));
            Assert.Null(UnresolvedStore.ResolveEntry(tx, "lde_none", new Money(30), store.NowMs));
            tx.Commit(Storage.Store.Entry());
        }

        Assert.Equal((100, 0), store.Share(key));
        Assert.Null(store.FirstWrongShare());
        Assert.Empty(Remainders(store));
    }

    [Fact]
    public async Task A_start_that_dies_before_it_settled_leaves_the_power_cut_to_be_seen_by_the_next()
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, 1_000), 0);
        await KilledAsync(store, key, leased: 500, running: 70);
        LedgerBooks.Open(store.Database, new LedgerNode("local", "boot-2"), store.NowMs).Dispose(); // took its epoch and died

        await using var journal = store.Journal(boot: "boot-2");

        Assert.Equal(1, journal.Found.Remainders);
        Assert.Equal((500, 0), store.Share(key));
    }

    [Theory]
    [InlineData("boot-1")]
    [InlineData("boot-2")]
    public async Task A_batch_that_runs_upstream_keeps_what_is_not_booked_of_its_worst_case(string boot)
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, 10_000), 0);
        var killed = store.Journal();
        await killed.TakeAsync(new LeaseDemand(key, new Money(5_000), store.NowMs));
        var later = new LeaseKey(store.Limit(LimitScopeType.Workspace, 1, LimitPeriod.Lifetime, 10_000, createdAtMs: store.NowMs + 1), 0);
        await killed.TakeAsync(new LeaseDemand(later, new Money(1_000), store.NowMs));
        await SubmitAsync(store, "msgbatch_1", worst: 2_000);
        killed.TryPost(store.Row(300) with { RequestId = RequestIds.OfBatchLine("msgbatch_1", "one", store.NowMs), Outcome = UsageOutcome.BatchLine }, new HeldLimits([key]));
        killed.TryPost(store.Row(11), new HeldLimits([key])); // of the same millisecond, and no line
        await killed.FlushedAsync(CancellationToken.None);
        store.Kill(killed);

        await using var journal = store.Journal(boot: boot);

        var restored = Assert.Single(journal.Restored);
        Assert.Equal(("msgbatch_1", new Money(1_700)), (restored.BatchId, restored.Held));
        Assert.Equal([key], restored.Limits.Keys.ToArray());
        var rest = 5_000 - 311 - 1_700;
        Assert.Equal(boot == "boot-1" ? (311, 1_700) : (311 + rest, 1_700), store.Share(key));
        Assert.Equal(boot == "boot-1" ? (311, 0) : (1_311, 0), store.Share(later));
        Assert.Null(store.FirstWrongShare());

        // Its other lines use up what was kept.
        journal.TryPost(store.Row(900) with { RequestId = RequestIds.OfBatchLine("msgbatch_1", "two", store.NowMs), Outcome = UsageOutcome.BatchLine }, restored.Limits);
        await journal.FlushedAsync(CancellationToken.None);
        Assert.Equal(800, store.Share(key).Leased);
    }

    [Fact]
    public async Task Two_batches_of_one_key_and_millisecond_are_kept_whole()
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, 10_000), 0);
        var killed = store.Journal();
        await killed.TakeAsync(new LeaseDemand(key, new Money(5_000), store.NowMs));
        await SubmitAsync(store, "msgbatch_1", worst: 2_000);
        await SubmitAsync(store, "msgbatch_2", worst: 2_500);
        killed.TryPost(store.Row(300) with { RequestId = RequestIds.OfBatchLine("msgbatch_1", "one", store.NowMs), Outcome = UsageOutcome.BatchLine }, new HeldLimits([key]));
        await killed.FlushedAsync(CancellationToken.None);
        store.Kill(killed);

        await using var journal = store.Journal();

        Assert.Equal([new Money(2_000), new Money(2_500)], journal.Restored.Select(hold => hold.Held));
        Assert.Equal((300, 4_500), store.Share(key));
    }

    [Fact]
    public async Task A_cost_above_its_hold_leaves_no_debt_behind()
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, 1_000), 0);
        var killed = store.Journal();
        await killed.TakeAsync(new LeaseDemand(key, new Money(100), store.NowMs));
        killed.TryPost(store.Row(150), new HeldLimits([key]));
        await killed.FlushedAsync(CancellationToken.None);
        Assert.Equal((150, -50), store.Share(key));
        store.Kill(killed);

        await using var journal = store.Journal(boot: "boot-2");

        Assert.Equal((150, 0), store.Share(key));
        Assert.Equal(0, journal.Found.Remainders);
    }

    [Fact]
    public async Task A_clean_stop_leaves_nothing_to_settle()
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, 1_000), 0);
        await using (var before = store.Journal())
        {
            await before.TakeAsync(new LeaseDemand(key, new Money(100), store.NowMs));
            before.TryPost(store.Row(40), new HeldLimits([key]));
            before.GiveBack(key, new Money(60));
        }

        await using var journal = store.Journal(boot: "boot-2");

        Assert.Equal((0, 0), (journal.Found.Leases, journal.Found.Remainders));
        Assert.Equal((40, 0), store.Share(key));
    }

    [Fact]
    public async Task The_newest_instant_of_the_books_is_known()
    {
        await using var store = new LedgerStore();
        await using (var first = store.Journal())
        {
            Assert.Equal(0, first.NewestAtMs);
            first.TryPost(store.Row(1, atMs: 5_000), HeldLimits.None);
        }

        await using (var second = store.Journal())
        {
            Assert.Equal(5_000, second.NewestAtMs);
            var limit = store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Daily, 1_000);
            await second.TakeAsync(new LeaseDemand(new LeaseKey(limit, 86_400_000), new Money(1), store.NowMs));
        }

        await using var third = store.Journal();
        Assert.Equal(86_400_000, third.NewestAtMs);
    }

    private static async Task KilledAsync(LedgerStore store, LeaseKey key, long leased, long running)
    {
        var killed = store.Journal();
        await killed.TakeAsync(new LeaseDemand(key, new Money(leased), store.NowMs));
        Assert.True(killed.TryOpen(store.Row(running, outcome: UsageOutcome.WorstCase), new HeldLimits([key]), out _));
        store.Kill(killed);
    }

    private static Task SubmitAsync(LedgerStore store, string id, long worst) =>
        new BatchStore(store.Database).AddAsync(new SubmittedBatch(id, Workspace: 1, Key: 1, Owner: 0, store.NowMs, Requests: 3, new Money(worst)), CancellationToken.None);

    private static IReadOnlyList<OpenRemainder> Remainders(LedgerStore store)
    {
        using var reader = store.Database.Read();
        return UnresolvedStore.Remainders(reader, after: 0, limit: 10);
    }
}
