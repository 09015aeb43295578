using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.Storage.Ledger;
using Dapper;
using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class Verify_finds_every_difference
{
    [Theory]
    [InlineData("UPDATE usage_hourly SET cost_nanos = cost_nanos + 1 WHERE key = 2", LedgerDifferenceKind.Hourly, "cost_nanos", 10, 11)]
    [InlineData("UPDATE usage_hourly SET requests = 9 WHERE key = 2", LedgerDifferenceKind.Hourly, "requests", 1, 9)]
    [InlineData("UPDATE usage_daily SET input = 0 WHERE key = 2", LedgerDifferenceKind.Daily, "input", 3, 0)]
    [InlineData("UPDATE workspace_hourly SET cost_nanos = cost_nanos + 1 WHERE requests = 3", LedgerDifferenceKind.WorkspaceHourly, "cost_nanos", 30, 31)]
    [InlineData("UPDATE workspace_daily SET requests = 2 WHERE cost_nanos = 0", LedgerDifferenceKind.WorkspaceDaily, "requests", 1, 2)]
    [InlineData("UPDATE key_monthly SET tokens = tokens - 1 WHERE key = 2", LedgerDifferenceKind.KeyMonthly, "tokens", 3, 2)]
    [InlineData("UPDATE limit_shares SET posted_nanos = posted_nanos - 1 WHERE node = 1 AND limit_number = 1", LedgerDifferenceKind.Posted, "posted_nanos", 30, 29)]
    [InlineData("UPDATE limit_shares SET posted_nanos = 4 WHERE node = 0 AND limit_number = 1", LedgerDifferenceKind.Posted, "posted_nanos", 30, 34)]
    [InlineData("INSERT INTO ledger_entries (id, limit_number, period_start_ms, kind, nanos, at_ms) VALUES ('lde_x', 1, 0, 1, 5, 0)", LedgerDifferenceKind.Posted, "posted_nanos", 35, 30)]
    [InlineData("UPDATE spend_limits SET amount_nanos = 100 WHERE number = 1", LedgerDifferenceKind.LeasedAboveCap, "leased_nanos", 70, 100)]
    [InlineData("UPDATE spend_limits SET amount_nanos = 20 WHERE number = 1", LedgerDifferenceKind.LeasedAboveCap, "leased_nanos", 0, 100)]
    public async Task One_at_a_time_with_its_figures(string damage, LedgerDifferenceKind kind, string what, long expected, long found)
    {
        await using var store = await FilledAsync();
        using (var raw = store.Store.Raw()) raw.Execute(damage);

        using var reader = store.Database.Read();
        var difference = Assert.Single(new LedgerVerify(reader).Run(store.NowMs), one => one.Kind == kind);
        Assert.Equal((what, expected, found), (difference.What, difference.Expected, difference.Found));
    }

    [Fact]
    public async Task A_row_that_is_gone_is_missed_in_every_sum()
    {
        await using var store = await FilledAsync();
        using (var raw = store.Store.Raw()) raw.Execute("DELETE FROM usage WHERE key = 3");

        using var reader = store.Database.Read();
        var differences = new LedgerVerify(reader).Run(store.NowMs).ToList();

        Assert.Contains(differences, one => one is { Kind: LedgerDifferenceKind.Hourly, What: "cost_nanos", Expected: 0, Found: 10 } && one.Where.Contains("key 3", StringComparison.Ordinal));
        Assert.Contains(differences, one => one is { Kind: LedgerDifferenceKind.Daily, What: "requests", Expected: 0, Found: 1 });
    }

    [Fact]
    public async Task Sound_books_are_counted_and_nothing_is_said()
    {
        await using var store = await FilledAsync();
        using var reader = store.Database.Read();
        var verify = new LedgerVerify(reader);

        Assert.Empty(verify.Run(store.NowMs));
        Assert.Equal((5, 15, 2), (verify.Rows, verify.Sums, verify.Shares));
    }

    /// <summary>A free row; three of keys 1 to 3 now; one of key 1 two days ago. A limit over all time with 100 leased, and one a day.</summary>
    private static async Task<LedgerStore> FilledAsync()
    {
        var store = new LedgerStore();
        var key = new LeaseKey(store.Limit(LimitScopeType.Organization, 1, LimitPeriod.Lifetime, 1_000), 0);
        store.Limit(LimitScopeType.ApiKey, 1, LimitPeriod.Daily, 1_000);
        await using var journal = store.Journal();
        await journal.TakeAsync(new LeaseDemand(key, new Money(100), store.NowMs));
        for (var number = 1; number <= 3; number++) journal.TryPost(store.Row(10, key: number), HeldLimits.None);
        journal.TryPost(store.Row(0, store.NowMs - 2 * 86_400_000), HeldLimits.None);
        journal.TryPost(store.Row(0, outcome: UsageOutcome.Free), HeldLimits.None);
        return store;
    }
}
