using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Gateway.Ledger;
using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class A_refusal_tells_the_truth
{
    [Fact]
    public void What_costs_more_than_the_whole_cap_never_fits()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100));

        var refusal = bench.Ask(new Money(101)).Refusal!;

        Assert.Equal(new SpendRefusal(SpendRefusalKind.NeverFits, bench.All.Single(), new(101), new(100), new(0), new(0), long.MaxValue), refusal);
    }

    [Fact]
    public void What_is_spent_leaves_no_room()
    {
        using var bench = new LedgerBench(Limits.Limit(9, LimitScopeType.Organization, 1, 100, LimitPeriod.Daily));
        bench.Post(bench.Hold(60), 55);

        var refusal = bench.Ask(new Money(46)).Refusal!;

        Assert.Equal((SpendRefusalKind.Reached, new Money(46), new Money(100), new Money(55), Money.Zero), (refusal.Kind, refusal.Need, refusal.Cap, refusal.Used, refusal.Held));
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), refusal.ResetsAtMs);
        bench.Hold(45);
    }

    [Fact]
    public void Running_requests_that_do_not_settle_in_time_make_it_busy()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100));
        bench.Post(bench.Hold(20), 20);
        bench.Hold(50);

        var asked = bench.Ask(new Money(40));
        Assert.False(asked.IsDone);
        for (var i = 0; i < 39; i++) bench.Advance(TimeSpan.FromMilliseconds(250));
        Assert.False(asked.IsDone);
        bench.Advance(TimeSpan.FromMilliseconds(250));

        var refusal = asked.Refusal!;
        Assert.Equal((SpendRefusalKind.Busy, new Money(40), new Money(100), new Money(20), new Money(50)), (refusal.Kind, refusal.Need, refusal.Cap, refusal.Used, refusal.Held));
        Assert.Equal(1, bench.Ledger.Read(bench.KeyOf(9)).Refused);
        Assert.Equal(0, bench.Ledger.Read(bench.KeyOf(9)).Waiting);
    }

    [Fact]
    public void A_batchs_hold_is_not_waited_for()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100));
        bench.Ledger.Batches.Keep("batch", bench.Hold(80));

        Assert.Equal(SpendRefusalKind.Reached, bench.Ask(new Money(21)).Refusal!.Kind);
        bench.Hold(20);
    }

    [Fact]
    public void Books_that_are_closed_are_away()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100));
        bench.Book.Fails = true;
        Assert.Equal(SpendRefusal.Away, bench.Ask(new Money(1)).Refusal);
        bench.Book.Fails = false;
        bench.Hold(1);
    }

    [Fact]
    public void Books_that_do_not_answer_in_time_are_away_and_their_late_grant_is_kept()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100));
        bench.Book.IsSlow = true;
        var asked = bench.Ask(new Money(60));
        bench.Advance(TimeSpan.FromSeconds(12));
        Assert.Equal(SpendRefusal.Away, asked.Refusal);

        bench.Book.Commit();
        bench.Book.AnswerAll();

        Assert.True(bench.TryHold(new Money(60), out _));
    }

    [Fact]
    public void A_node_that_was_not_renewed_admits_nothing_until_it_is()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100));
        bench.Hold(10);
        bench.Book.GoodUntil = bench.Clock.GetTimestamp();
        Assert.False(bench.TryHold(new Money(1), out _));

        var asked = bench.Ask(new Money(1));
        Assert.False(asked.IsDone);
        bench.Book.Renew(long.MaxValue);
        bench.Thread.Settle();
        Assert.Null(asked.Refusal);

        bench.Book.GoodUntil = bench.Clock.GetTimestamp();
        var late = bench.Ask(new Money(1));
        bench.Advance(TimeSpan.FromSeconds(12));
        Assert.Equal(SpendRefusal.Away, late.Refusal);
    }

    [Fact]
    public void What_settles_while_the_books_are_asked_is_not_counted_twice()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100));
        var running = bench.Hold(60);
        bench.Hold(40);
        bench.Advance(TimeSpan.FromMilliseconds(250));
        bench.Book.IsSlow = true;
        var asked = bench.Ask(new Money(50));

        bench.Post(running, 40); // 40 spent and 40 held: 50 fits once the other one settles
        bench.Book.Commit();
        bench.Book.AnswerAll();
        bench.Thread.Settle();

        Assert.False(asked.IsDone, "refused, though it may fit once running requests settle");
    }

    [Fact]
    public void Who_waited_its_whole_time_is_told_that_it_is_busy_even_without_time_to_ask_the_books()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100));
        var first = bench.Hold(100);
        var head = bench.Ask(new Money(70));
        bench.Advance(TimeSpan.FromSeconds(1));
        var next = bench.Ask(new Money(70));
        bench.Release(first);
        Assert.Null(head.Refusal);
        for (var i = 0; i < 100 && !next.IsDone; i++) bench.Advance(TimeSpan.FromMilliseconds(260)); // past its time by a fraction

        Assert.Equal(SpendRefusalKind.Busy, next.Refusal!.Kind);
    }

    [Fact]
    public void With_no_time_to_wait_the_books_are_asked_all_the_same()
    {
        using var bench = new LedgerBench(new LedgerOptions { Wait = TimeSpan.Zero }, [], "UTC", Limits.OrganizationLimit(100));
        bench.Book.IsSlow = true;
        var asked = bench.Ask(new Money(60));
        Assert.False(asked.IsDone);
        bench.Book.Commit();
        bench.Book.AnswerAll();
        bench.Thread.Settle();
        Assert.Null(asked.Refusal);
        bench.Book.IsSlow = false;

        Assert.Equal(SpendRefusalKind.Busy, bench.Ask(new Money(60)).Refusal!.Kind);
    }

    [Fact]
    public void A_tighter_bound_is_asked_for_once_and_only_when_the_cheap_one_does_not_fit()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100));
        var asked = 0;
        var tightener = new Tightener(new Money(30), _ =>
        {
            asked++;
            return new(new Money(30));
        });
        Assert.Equal(new Money(60), bench.Ask(new Money(60), tighten: tightener).Hold.Amount.Full);
        Assert.Equal(0, asked);
        Assert.Equal(new Money(30), bench.Ask(new Money(80), tighten: tightener).Hold.Amount.Full);
        Assert.Equal(1, asked);
        Assert.False(bench.Ask(new Money(80), tighten: tightener).IsDone);
        Assert.Equal(2, asked);
    }

    [Fact]
    public void Where_not_even_the_tightest_bound_fits_nobody_is_asked_for_it()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100));
        bench.Post(bench.Hold(50), 50);
        var tightener = new Tightener(new Money(51), _ => throw new InvalidOperationException("asked in vain"));
        Assert.Equal(SpendRefusalKind.Reached, bench.Ask(new Money(80), tighten: tightener).Refusal!.Kind);
    }

    [Fact]
    public void A_cap_of_nothing_is_reached()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(0));
        Assert.Equal(SpendRefusalKind.Reached, bench.Ask(new Money(1)).Refusal!.Kind);
    }

    [Fact]
    public void A_bound_that_is_not_tighter_changes_nothing()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100));
        Assert.Equal(new Money(101), bench.Ask(new Money(101), tighten: new Tightener(Money.Zero, _ => new(new Money(500)))).Refusal!.Need);
        Assert.Equal(new Money(101), bench.Ask(new Money(101), tighten: new Tightener(Money.Zero, _ => new((HoldAmount?)null))).Refusal!.Need);
    }
}
