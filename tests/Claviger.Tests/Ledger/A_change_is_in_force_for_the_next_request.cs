using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Gateway.Ledger;
using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class A_change_is_in_force_for_the_next_request
{
    private static readonly SpendLimit Hundred = Limits.OrganizationLimit(100);

    [Fact]
    public void A_raised_cap_admits_at_once()
    {
        using var bench = new LedgerBench(Hundred);
        Assert.Equal(SpendRefusalKind.NeverFits, bench.Ask(new Money(150)).Refusal!.Kind);
        bench.Change(Hundred with { Amount = new Money(200) });
        Assert.Null(bench.Ask(new Money(150)).Refusal);
    }

    [Fact]
    public void A_lowered_cap_refuses_at_once_and_what_runs_goes_on()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100_000));
        var running = bench.Hold(60); // the node has leased more than it holds
        Assert.True(bench.Ledger.Read(bench.KeyOf(9)).Unused > Money.Zero);
        bench.Change(Hundred with { Amount = new Money(70) });

        Assert.False(bench.TryHold(new Money(11), out _));
        Assert.False(bench.Ask(new Money(11)).IsDone);
        bench.Post(running, 60);
        Assert.Equal(60, bench.Books.ShareOf(bench.KeyOf(9)).Posted);
    }

    [Fact]
    public void What_running_requests_leave_over_is_not_held_again_beyond_the_lowered_cap()
    {
        using var bench = new LedgerBench(Hundred);
        var running = bench.Hold(80);
        bench.Change(Hundred with { Amount = new Money(60) });
        bench.Post(running, 50);

        Assert.False(bench.TryHold(new Money(11), out _));
        Assert.Equal(SpendRefusalKind.Reached, bench.Ask(new Money(11)).Refusal!.Kind);
        bench.Hold(10);
    }

    [Fact]
    public void Whoever_waits_gets_what_running_requests_of_the_old_cap_leave_over()
    {
        using var bench = new LedgerBench(Hundred);
        var running = bench.Hold(80);
        bench.Change(Hundred with { Amount = new Money(90) });
        var asked = bench.Ask(new Money(30));
        Assert.False(asked.IsDone);
        bench.Post(running, 60);
        Assert.Null(asked.Refusal);
        bench.Release(asked.Hold);
        Assert.Equal((Money.Zero, 60), (bench.Ledger.Read(bench.KeyOf(9)).Held, bench.Books.ShareOf(bench.KeyOf(9)).Posted));
    }

    [Fact]
    public void A_grant_of_the_old_cap_that_arrives_late_is_given_back()
    {
        using var bench = new LedgerBench(Hundred);
        bench.Book.IsSlow = true;
        var asked = bench.Ask(new Money(80));
        bench.Book.Commit(); // durable under the old cap; the answer is on its way
        bench.Change(Hundred with { Amount = new Money(50) });

        bench.Book.AnswerAll();
        Assert.False(bench.TryHold(new Money(60), out _));
        bench.Thread.Settle();
        bench.Book.IsSlow = false;
        bench.Book.Commit();
        bench.Book.AnswerAll();
        bench.Thread.Settle();

        Assert.Equal(SpendRefusalKind.NeverFits, asked.Refusal!.Kind);
        Assert.Equal(0, bench.Books.ShareOf(bench.KeyOf(9)).Leased[0]);
    }

    [Fact]
    public void An_answer_about_the_old_cap_that_arrives_late_refuses_nobody()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(10));
        bench.Book.IsSlow = true;
        var first = bench.Ask(new Money(11));
        bench.Book.Commit();
        bench.Change(Hundred);
        bench.Book.IsSlow = false;
        bench.Book.AnswerAll();
        bench.Thread.Settle();

        Assert.Null(first.Refusal);
        Assert.Null(bench.Ask(new Money(80)).Refusal);
    }

    [Fact]
    public void A_grant_begins_and_ends_by_the_clock_alone()
    {
        var now = Limits.Start.ToUnixTimeMilliseconds();
        using var bench = new LedgerBench(Hundred with { Grants = [new SpendGrant(SpendGrantId.New(), new Money(100), now + 1_000, now + 2_000, null)] });
        Assert.Equal(SpendRefusalKind.NeverFits, bench.Ask(new Money(150)).Refusal!.Kind);
        bench.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(SpendRefusalKind.NeverFits, bench.Ask(new Money(150)).Refusal!.Kind);

        bench.Advance(TimeSpan.FromMilliseconds(1));
        bench.Release(bench.Hold(150));
        Assert.True(bench.TryHold(new Money(150), out var hold));
        bench.Release(hold);

        bench.Advance(TimeSpan.FromMilliseconds(1_000));
        Assert.False(bench.TryHold(new Money(150), out _));
        Assert.Equal(SpendRefusalKind.NeverFits, bench.Ask(new Money(150)).Refusal!.Kind);
    }

    [Fact]
    public void Who_waits_while_a_grant_ends_gets_nothing_of_it()
    {
        var now = Limits.Start.ToUnixTimeMilliseconds();
        using var bench = new LedgerBench(Hundred with { Grants = [new SpendGrant(SpendGrantId.New(), new Money(100), 0, now + 1_000, null)] });
        var running = bench.Hold(200);
        var asked = bench.Ask(new Money(60));
        bench.Advance(TimeSpan.FromSeconds(1));
        bench.Post(running, 50);

        Assert.Equal(SpendRefusalKind.Reached, asked.Refusal!.Kind);
        bench.Hold(50);
    }

    [Fact]
    public void A_limit_that_caps_no_longer_in_the_store_holds_nobody_up()
    {
        using var bench = new LedgerBench(Hundred);
        bench.Hold(90);
        var waiting = bench.Ask(new Money(20));
        bench.Store(Hundred with { Amount = null }); // this node's policy doesn't know yet
        bench.Advance(TimeSpan.FromMilliseconds(250));

        Assert.True(waiting.Hold.Limits.Keys.IsEmpty);
        Assert.Equal(0, bench.Ledger.Read(bench.KeyOf(9)).Waiting);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(long.MaxValue)]
    public void A_shadow_limit_leases_nothing_and_counts_what_it_would_refuse(long amount)
    {
        using var bench = new LedgerBench(Limits.Limit(9, LimitScopeType.Organization, 1, amount, mode: LimitMode.Shadow));
        var running = bench.Hold(80);
        bench.Hold(80);
        bench.Post(running, 30);

        Assert.Equal((new Money(80), amount == 100 ? 1 : 0), (bench.Ledger.Read(bench.KeyOf(9)).Held, bench.Ledger.Read(bench.KeyOf(9)).Refused));
        Assert.Equal((30, 0), (bench.Books.ShareOf(bench.KeyOf(9)).Posted, bench.Books.ShareOf(bench.KeyOf(9)).Leased[0]));
    }

    [Fact]
    public void A_suspension_ends_by_the_clock_alone()
    {
        using var bench = new LedgerBench(Hundred with { SuspendedUntilMs = Limits.Start.ToUnixTimeMilliseconds() + 1_000 });
        bench.Hold(500);
        bench.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(SpendRefusalKind.NeverFits, bench.Ask(new Money(101)).Refusal!.Kind);
        bench.Hold(100);
    }

    [Fact]
    public void A_late_answer_of_a_grant_that_has_ended_is_given_back()
    {
        var now = Limits.Start.ToUnixTimeMilliseconds();
        using var bench = new LedgerBench(Hundred with { Grants = [new SpendGrant(SpendGrantId.New(), new Money(100), 0, now + 1_000, null)] });
        bench.Book.IsSlow = true;
        var asked = bench.Ask(new Money(150));
        bench.Book.Commit();
        bench.Advance(TimeSpan.FromSeconds(1));
        Assert.False(bench.TryHold(new Money(120), out _));

        bench.Book.AnswerAll();
        Assert.False(bench.TryHold(new Money(120), out _));
        bench.Thread.Settle();
    }
}
