using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Storage.Usage;
using Claviger.Simulator;
using Xunit;

namespace Claviger.Tests.Ledger;

/// <summary>I1, its durable half: posted + leased of all nodes stay within the cap whenever something is granted.</summary>
public sealed class Nodes_never_lease_beyond_a_cap
{
    private const long Cap = 10_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_three_of_them_ask_post_and_give_back_at_once(int seed)
    {
        await using var store = new LedgerStore();
        LeaseKey[] keys =
        [
            new(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, Cap / 2), 0),
            new(store.Limit(LimitScopeType.Organization, 1, LimitPeriod.Lifetime, Cap), 0),
        ];
        UsageJournal[] journals = [store.Journal("a"), store.Journal("b"), store.Journal("c")];
        await Task.WhenAll(journals.Select((journal, node) => Task.Run(() => LiveAsync(store, journal, keys, new SeededGenerator((ulong)(seed * 100 + node))))));
        foreach (var journal in journals) await journal.DisposeAsync();

        Assert.Null(store.FirstWrongShare());
        foreach (var (key, cap) in keys.Zip([Cap / 2, Cap]))
        {
            var (posted, leased) = store.Share(key);
            Assert.Equal(0, leased); // all was used or given back
            Assert.InRange(posted, Cap * 4 / 10, cap); // the narrow one is used up, near enough
        }
    }

    [Fact]
    public async Task A_cost_above_its_hold_on_one_node_is_no_room_for_another()
    {
        await using var store = new LedgerStore();
        LeaseKey key = new(store.Limit(LimitScopeType.Organization, 1, LimitPeriod.Lifetime, 1_000), 0);
        UsageJournal[] journals = [store.Journal("a"), store.Journal("b")];
        Assert.Equal(100, (await journals[0].TakeAsync(new LeaseDemand(key, new Money(100), store.NowMs))).Granted.Nanos);
        Assert.True(journals[0].TryPost(store.Row(300), new HeldLimits([key]))); // 200 above the hold
        await journals[0].FlushedAsync(CancellationToken.None);

        var asked = await journals[1].TakeAsync(new LeaseDemand(key, new Money(800), store.NowMs));
        Assert.Equal((0, 300), (asked.Granted.Nanos, asked.Posted.Nanos));
        Assert.Equal(700, (await journals[1].TakeAsync(new LeaseDemand(key, new Money(700), store.NowMs))).Granted.Nanos);
        foreach (var journal in journals) await journal.DisposeAsync();
    }

    /// <summary>A small ledger: leases in memory, a row held against both limits or not at all, what is left given back at the end.</summary>
    private static async Task LiveAsync(LedgerStore store, UsageJournal journal, LeaseKey[] keys, SeededGenerator draw)
    {
        var left = keys.ToDictionary(key => key, _ => 0L);
        var held = new HeldLimits(keys);
        for (var step = 0; step < 120; step++)
        {
            var worst = 1 + draw.Next(60);
            var fits = true;
            foreach (var key in keys)
            {
                if (left[key] >= worst) continue;
                var grant = await journal.TakeAsync(new LeaseDemand(key, new Money(worst), store.NowMs));
                Assert.True(grant.Posted + grant.Leased <= grant.Cap!.Value, $"{grant} passes its cap");
                Assert.True(grant.LeasedHere <= grant.Leased);
                left[key] += grant.Granted.Nanos;
                fits &= left[key] >= worst;
            }

            if (fits)
            {
                Assert.True(journal.TryOpen(store.Row(worst), held, out var ticket));
                var cost = draw.Next(worst + 1);
                foreach (var key in keys) left[key] -= cost;
                journal.Post(ticket, store.Row(cost));
            }

            var one = keys[draw.Next(keys.Length)];
            if (draw.Next(6) != 0 || left[one] <= 0) continue;
            journal.GiveBack(one, new Money(left[one]));
            left[one] = 0;
        }

        foreach (var key in keys) journal.GiveBack(key, new Money(left[key]));
        await journal.FlushedAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_refusal_while_another_node_holds_headroom_is_heard_there_and_only_there_for_five_seconds()
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, 100), 0);
        await using var a = store.Journal("a");
        Assert.Empty(await a.WantedAsync(CancellationToken.None));
        await using var b = store.Journal("b");
        await a.TakeAsync(new LeaseDemand(key, new Money(90), store.NowMs));

        Assert.Equal(Money.Zero, (await b.TakeAsync(new LeaseDemand(key, new Money(20), store.NowMs))).Granted);
        await a.RenewAsync(CancellationToken.None); // the commit that sees how many nodes there are

        Assert.Equal([key], await a.WantedAsync(CancellationToken.None));
        Assert.Empty(await b.WantedAsync(CancellationToken.None));

        a.GiveBack(key, new Money(90));
        await a.FlushedAsync(CancellationToken.None);
        Assert.Empty(await a.WantedAsync(CancellationToken.None));
        Assert.Equal(new Money(20), (await b.TakeAsync(new LeaseDemand(key, new Money(20), store.NowMs))).Granted);
        Assert.Equal(0, store.Store.Scalar<long>("SELECT COUNT(*) FROM limit_wants"));

        await a.TakeAsync(new LeaseDemand(key, new Money(60), store.NowMs));
        await b.TakeAsync(new LeaseDemand(key, new Money(50), store.NowMs));
        Assert.Equal([key], await a.WantedAsync(CancellationToken.None));
        store.Store.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(await a.WantedAsync(CancellationToken.None));
    }
}
