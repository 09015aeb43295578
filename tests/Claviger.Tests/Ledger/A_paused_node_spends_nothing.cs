using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Gateway.Ledger;
using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class A_paused_node_spends_nothing
{
    [Fact]
    public void A_stream_is_not_extended_from_a_lease_that_was_not_renewed()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100_000) with { AtCap = AtCap.Slice });
        var stream = bench.Ask(new HoldAmount(new(100), new(10))).Hold;
        Assert.True(bench.Extend(stream, 10, out stream));

        bench.Book.GoodUntil = bench.Clock.GetTimestamp();
        Assert.False(bench.Extend(stream, 10, out _));
        var growing = bench.Thread.Begin(() => bench.Ledger.GrowForAsync(stream, new Money(10)).AsTask());
        bench.Thread.Settle();
        Assert.False(growing.IsCompleted);

        bench.Book.Renew(long.MaxValue);
        bench.Thread.Settle();
        Assert.True(growing.IsCompletedSuccessfully);
        Assert.True(bench.Extend(stream, 10, out _));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(200L, true)]
    [InlineData(15L, false)]
    public void A_stream_meets_a_cap_that_changes_while_it_runs(long? amount, bool goesOn)
    {
        var limit = Limits.OrganizationLimit(100) with { AtCap = AtCap.Slice };
        using var bench = new LedgerBench(limit);
        var stream = bench.Ask(new HoldAmount(new(100), new(10))).Hold;
        bench.Change(limit with { Amount = amount is { } nanos ? new Money(nanos) : null });
        Assert.False(bench.Extend(stream, 10, out _)); // the books must say so first

        var grown = bench.Thread.Begin(() => bench.Ledger.GrowForAsync(stream, new Money(10)).AsTask());
        bench.Thread.Settle();
        Assert.True(grown.IsCompletedSuccessfully);
        Assert.Equal(goesOn, bench.Extend(stream, 10, out stream));

        bench.Post(stream, 12);
        bench.Change(limit);
        Assert.Equal(Money.Zero, bench.Ledger.Read(bench.KeyOf(9)).Held);
        Assert.Equal(12, bench.Books.ShareOf(bench.KeyOf(9)).Posted);
        Assert.Equal(SpendRefusalKind.Reached, bench.Ask(new Money(89)).Refusal!.Kind);
        bench.Hold(88);
    }

    [Fact]
    public void Nothing_is_prefetched_twice_at_once()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(1_000_000));
        bench.Hold(10);
        var asked = bench.Books.Answers.Count;
        bench.Book.IsSlow = true;
        for (var i = 0; i < 800; i++) Assert.True(bench.TryHold(new Money(10), out _));
        bench.Book.Commit();
        bench.Book.AnswerAll();

        Assert.Equal(asked + 1, bench.Books.Answers.Count);
        Assert.True(bench.TryHold(new Money(10), out _));
    }
}
