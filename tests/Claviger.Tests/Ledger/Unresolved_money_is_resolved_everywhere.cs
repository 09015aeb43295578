using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.Storage.Ledger;
using Dapper;
using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class Unresolved_money_is_resolved_everywhere
{
    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(500)]
    public async Task The_row_its_hour_its_day_and_every_share_get_what_it_really_cost(long cost)
    {
        await using var store = new LedgerStore("Asia/Kathmandu");
        var shares = Enum.GetValues<LimitScopeType>().SelectMany(type => Enum.GetValues<LimitPeriod>().Select(period =>
            new LeaseKey(store.Limit(type, 1, period, 10_000), PeriodCalendar.Of("Asia/Kathmandu").SpanAt(period, store.NowMs).StartMs))).ToList();
        var other = new LeaseKey(store.Limit(LimitScopeType.ApiKey, 2, LimitPeriod.Daily, 10_000), shares[0].PeriodStartMs);
        var row = store.Row(100, owner: 1, outcome: UsageOutcome.Unresolved);
        await using (var journal = store.Journal())
        {
            journal.TryPost(row, HeldLimits.None);
            journal.TryPost(store.Row(7, owner: 1), HeldLimits.None);
            journal.TryPost(store.Row(5, key: 2, owner: 2), HeldLimits.None);
        }

        using (var tx = await store.Database.BeginAdminAsync(CancellationToken.None))
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => UnresolvedStore.Resolve(tx, row.RequestId, new Money(-1)));
            Assert.Equal(new Money(100), UnresolvedStore.Resolve(tx, row.RequestId, new Money(cost)));
            Assert.Null(UnresolvedStore.Resolve(tx, row.RequestId, new Money(1)));
            Assert.Null(UnresolvedStore.Resolve(tx, row.RequestId + 1, new Money(1)));
            tx.Commit(Storage.Store.Entry());
        }

        var alsoOfOther = shares.Where(key => store.Store.Scalar<int>($"SELECT scope_type FROM spend_limits WHERE number = {key.Limit}") is 0 or 1).ToHashSet();
        Assert.All(shares, key => Assert.Equal(cost + 7 + (alsoOfOther.Contains(key) ? 5 : 0), store.Share(key).Posted));
        Assert.Equal(5, store.Share(other).Posted);
        Assert.Equal(1, store.Store.Scalar<long>($"SELECT COUNT(*) FROM usage WHERE outcome = 7 AND cost_nanos = {cost}"));
        Assert.Null(store.FirstWrongShare());
        using var reader = store.Database.Read();
        Assert.Empty(new LedgerVerify(reader).Run(store.NowMs));
        Assert.Empty(UnresolvedStore.Rows(reader, null, 10));
    }

    [Fact]
    public async Task They_are_listed_page_by_page_oldest_first()
    {
        await using var store = new LedgerStore();
        var rows = Enumerable.Range(0, 7).Select(i => store.Row(100 + i, store.NowMs + i, workspace: 2, key: 3, owner: 4, outcome: UsageOutcome.Unresolved)).ToList();
        await using (var journal = store.Journal())
            foreach (var row in rows.AsEnumerable().Reverse()) journal.TryPost(row, HeldLimits.None);

        using var reader = store.Database.Read();
        var found = new List<UnresolvedRow>();
        UInt128? after = null;
        while (UnresolvedStore.Rows(reader, after, limit: 3) is { Count: > 0 } page)
        {
            found.AddRange(page);
            after = page[^1].RequestId;
        }

        Assert.Equal(rows.Select(row => (row.RequestId, row.AtMs, 2, 3, 4, 1, row.Cost)), found.Select(row => (row.RequestId, row.AtMs, row.Workspace, row.Key, row.Owner, row.Model, row.Cost)));
        Assert.Equal(rows[3].RequestId, UnresolvedStore.Find(reader, rows[3].RequestId)!.RequestId);
        Assert.Null(UnresolvedStore.Find(reader, 1));
    }
}
