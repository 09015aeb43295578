using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Gateway.Ledger;
using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class A_batch_keeps_its_hold
{
    private static readonly SpendLimit Daily = Limits.Limit(9, LimitScopeType.Organization, 1, 100, LimitPeriod.Daily);
    private static readonly LeaseKey Yesterday = new(9, new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());

    [Fact]
    public void Until_its_lines_are_booked_and_in_the_period_it_was_submitted_in()
    {
        using var bench = new LedgerBench(Daily);
        var today = bench.KeyOf(9);
        bench.Ledger.Batches.Keep("batch", bench.Hold(80));
        Assert.Equal(today, bench.Ledger.Batches.LimitsOf("batch").Keys[0]);
        bench.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new Money(80), bench.Ledger.Read(today).Held);

        bench.Book.Post([today], bench.Ledger.Batches.LimitsOf("batch"), new Money(30)); // its lines
        bench.Ledger.Batches.Settle("batch", new Money(80), new Money(30));
        bench.Ledger.Batches.Settle("batch", new Money(80), new Money(30));
        bench.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal((30, 0), (bench.Books.ShareOf(today).Posted, bench.Books.ShareOf(today).Leased[0]));
        Assert.True(bench.Ledger.Batches.LimitsOf("batch").Keys.IsEmpty);
        bench.Hold(100);
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Asia/Kathmandu")]
    public void Through_a_restart_even_if_periods_begin_elsewhere_since(string zone)
    {
        // Of a batch that may cost 80, lines of 20 were booked before the restart: 60 are still held.
        using var bench = new LedgerBench(new LedgerOptions(), [new RestoredHold("batch", new HeldLimits([Yesterday]), new Money(60))], zone, Daily);
        var share = bench.Books.ShareOf(Yesterday);
        (share.Posted, share.Leased[0]) = (20, 60);
        Assert.Equal(new Money(60), bench.Ledger.Read(Yesterday).Held);
        Assert.Equal(Yesterday, bench.Ledger.Batches.LimitsOf("batch").Keys[0]);

        bench.Book.Post([Yesterday], bench.Ledger.Batches.LimitsOf("batch"), new Money(15));
        bench.Ledger.Batches.Settle("batch", new Money(80), new Money(35));
        bench.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(Money.Zero, bench.Ledger.Read(Yesterday).Held);
        Assert.Equal((35, 0), (share.Posted, share.Leased[0]));
    }

    [Fact]
    public void But_not_against_a_limit_that_is_deleted()
    {
        using var bench = new LedgerBench(new LedgerOptions(), [new RestoredHold("batch", new HeldLimits([new LeaseKey(7, 0)]), new Money(60))], "UTC", Daily);
        bench.Ledger.Batches.Settle("batch", new Money(60), new Money(60));
        Assert.Equal(default, bench.Ledger.Read(new LeaseKey(7, 0)));
    }

    [Fact]
    public void It_counts_against_newcomers_of_its_own_period_only()
    {
        using var bench = new LedgerBench(new LedgerOptions(), [new RestoredHold("batch", new HeldLimits([Yesterday]), new Money(100))], "UTC", Daily);
        bench.Books.ShareOf(Yesterday).Leased[0] = 100;
        bench.Hold(100);
        Assert.Equal(SpendRefusalKind.Reached, bench.Ask(bench.Key(), new Money(1), atMs: Yesterday.PeriodStartMs).Refusal!.Kind);
    }
}
