using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Gateway.Ledger;
using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class Holding_allocates_nothing
{
    [Fact]
    public void Ten_thousand_holds_posts_and_refusals_under_four_limits()
    {
        using var bench = new LedgerBench(
            Limits.Limit(1, LimitScopeType.ApiKey, 1, 1_000_000_000, LimitPeriod.Daily), Limits.Limit(2, LimitScopeType.User, 1, 1_000_000_000, LimitPeriod.Weekly, atCap: AtCap.Slice),
            Limits.Limit(3, LimitScopeType.Workspace, 1, 1_000_000_000, LimitPeriod.Monthly), Limits.OrganizationLimit(1_000_000_000));
        var (key, calendar, at) = (bench.Key(), bench.Policy.Current.Calendar, bench.Time.NowMs);
        bench.Release(bench.Hold(100_000));
        bench.Hold(1);
        var ledger = bench.Ledger;
        int held = 0, refused = 0;
        void Round()
        {
            if (ledger.TryHold(key, calendar, new HoldAmount(new(10), new(5)), at, out var hold)) held++;
            if (hold.Limits.Keys.Length == 4 && hold.Nearest() is { Hundredths: >= 0 }) hold.Post(new Money(1));
            if (!ledger.TryHold(key, calendar, new Money(2_000_000_000), at, out _)) refused++;
        }

        for (var i = 0; i < 200; i++) Round();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) Round();
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(0, after - before);
        Assert.Equal((10_200, 10_200), (held, refused));
    }
}
