using Claviger.Core;
using Claviger.Core.Limits;
using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class A_process_that_was_taken_over_writes_nothing
{
    [Fact]
    public async Task Neither_rows_nor_leases_and_it_says_so()
    {
        await using var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Lifetime, 1_000), 0);
        var old = store.Journal();
        await old.TakeAsync(new LeaseDemand(key, new Money(100), store.NowMs));
        Assert.True(old.TryOpen(store.Row(60), new HeldLimits([key]), out var running));

        store.Kill(old); // so it seems: it only slept
        await using var young = store.Journal();
        Assert.Equal((60, 0), store.Share(key)); // unresolved at its worst case, the rest given back

        old.Post(running, store.Row(5));
        await Assert.ThrowsAsync<InvalidOperationException>(() => old.TakeAsync(new LeaseDemand(key, new Money(1), store.NowMs)));

        Assert.True(old.GoodUntil < store.Store.Clock.GetTimestamp());
        Assert.False(old.IsHealthy);
        Assert.False(old.TryOpen(store.Row(1), HeldLimits.None, out _));
        await Assert.ThrowsAsync<InvalidOperationException>(() => old.RenewAsync(CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => old.FlushedAsync(CancellationToken.None));
        old.GiveBack(key, new Money(40));

        Assert.Equal(1, store.Store.Scalar<long>("SELECT COUNT(*) FROM usage"));
        Assert.Equal(new Money(58), (await young.TakeAsync(new LeaseDemand(key, new Money(1), store.NowMs))).Granted); // a sixteenth of 940
        Assert.True(young.IsHealthy);
    }
}
