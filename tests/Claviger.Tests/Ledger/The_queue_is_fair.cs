using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Gateway.Ledger;
using Claviger.Simulator;
using CsCheck;
using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class The_queue_is_fair
{
    [Fact]
    public void Nobody_overtakes_although_it_would_fit()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100));
        var running = bench.Hold(80);
        var large = bench.Ask(new Money(50), key: 0);
        var small = bench.Ask(new Money(1), key: 1);
        var other = bench.Ask(new Money(2), key: 2);
        Assert.False(bench.TryHold(new Money(1), out _, key: 3));
        Assert.False(large.IsDone || small.IsDone || other.IsDone);

        bench.Post(running, 48); // 52 left: the first fits, and then who came next
        Assert.Equal((true, true, true), (large.IsDone, small.IsDone, !other.IsDone));
        bench.Release(large.Hold);
        Assert.Null(other.Refusal);
    }

    [Fact]
    public void A_waiter_whose_client_left_leaves_no_trace()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100));
        var running = bench.Hold(80);
        using var left = new CancellationTokenSource();
        using var alsoLeft = new CancellationTokenSource();
        var head = bench.Ask(new Money(50), ct: left.Token);
        var second = bench.Ask(new Money(20), ct: alsoLeft.Token);
        var third = bench.Ask(new Money(20));
        Assert.Equal(3, bench.Ledger.Read(bench.KeyOf(9)).Waiting);

        alsoLeft.Cancel();
        left.Cancel(); // the head: the turn passes on
        bench.Thread.Settle();

        Assert.True(head.IsCanceled && second.IsCanceled);
        Assert.Null(third.Refusal);
        Assert.Equal((new Money(100), 0), (bench.Ledger.Read(bench.KeyOf(9)).Held, bench.Ledger.Read(bench.KeyOf(9)).Waiting));
        bench.Post(running, 0);
        bench.Release(third.Hold);
        Assert.Equal((Money.Zero, new Money(100)), (bench.Ledger.Read(bench.KeyOf(9)).Held, bench.Ledger.Read(bench.KeyOf(9)).Unused));
    }

    [Fact]
    public void A_head_that_gives_up_passes_the_turn()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100));
        bench.Hold(80);
        var head = bench.Ask(new Money(50));
        bench.Advance(TimeSpan.FromSeconds(6));
        var next = bench.Ask(new Money(20));
        Assert.False(next.IsDone);
        bench.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(SpendRefusalKind.Busy, head.Refusal!.Kind);
        Assert.Null(next.Refusal);
    }

    [Fact]
    public void A_full_queue_refuses()
    {
        using var bench = new LedgerBench(new LedgerOptions { MostWaiting = 2 }, [], "UTC", Limits.OrganizationLimit(100));
        bench.Hold(80);
        var first = bench.Ask(new Money(50));
        var second = bench.Ask(new Money(50));

        Assert.Equal(SpendRefusalKind.Busy, bench.Ask(new Money(5)).Refusal!.Kind);
        Assert.False(first.IsDone || second.IsDone);
    }

    [Fact]
    public void Money_that_another_node_gave_back_is_found_without_being_told()
    {
        using var bench = new LedgerBench(Limits.OrganizationLimit(100));
        var share = bench.Books.ShareOf(bench.KeyOf(9));
        share.Posted = 90;
        bench.Hold(5);
        var asked = bench.Ask(new Money(6));
        Assert.False(asked.IsDone);

        share.Posted = 80;
        bench.Advance(TimeSpan.FromMilliseconds(250));

        Assert.Null(asked.Refusal);
    }

    [Fact]
    public void A_head_of_two_queues_waits_at_the_one_that_blocks_it_now()
    {
        using var bench = new LedgerBench(Limits.Limit(1, LimitScopeType.ApiKey, 1, 100, atCap: AtCap.Slice), Limits.OrganizationLimit(100));
        var first = bench.Hold(60);
        var stream = bench.Ask(new HoldAmount(new(10), new(5))).Hold;
        var other = bench.Hold(30, key: 1);
        var asked = bench.Ask(new Money(70)); // waits at its key's limit
        bench.Release(first); // now at the organization's, and is first at both
        Assert.True(bench.Extend(stream, 30, out stream)); // its key's limit has too little again
        bench.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(1); // a wait that does not wait would come to its end

        bench.Release(other);
        Assert.False(asked.IsDone);
        bench.Release(stream);
        Assert.Null(asked.Refusal);
    }

    [Fact]
    public void Whatever_limits_cross_nobody_waits_once_nothing_runs() => Gen.Select(Gen.ULong, Gen.ULong.Array[4, 40]).Sample((seed, acts) =>
    {
        var chance = new SeededGenerator(seed);
        using var bench = new LedgerBench(
            Limits.Limit(1, LimitScopeType.ApiKey, 1, 50 + chance.Next(50)), Limits.Limit(2, LimitScopeType.User, 1, 50 + chance.Next(80)), Limits.Limit(3, LimitScopeType.User, 2, 50 + chance.Next(80)),
            Limits.Limit(4, LimitScopeType.Workspace, 1, 50 + chance.Next(80)), Limits.Limit(5, LimitScopeType.Workspace, 2, 50 + chance.Next(80)), Limits.OrganizationLimit(50 + chance.Next(150)));
        var asked = new List<Asked>();
        var over = new HashSet<Asked>();
        bool ReleaseOne(ulong which)
        {
            var running = asked.Where(each => each.IsDone && !over.Contains(each)).ToList();
            if (running.Count == 0) return false;
            var one = running[(int)(which % (ulong)running.Count)];
            over.Add(one);
            bench.Release(one.Hold);
            return true;
        }

        foreach (var act in acts)
        {
            if (act % 3 == 0) ReleaseOne(act);
            else asked.Add(bench.Ask(new Money(1 + (long)(act % 50)), key: (int)(act / 64 % Limits.Keys)));
        }

        while (ReleaseOne(0))
        {
            // Until nothing runs: no time has passed, so nobody was waked by it.
        }

        Assert.All(asked, each => Assert.True(each.IsDone && each.Refusal is null));
    }, iter: 5_000, time: -1);

    [Fact]
    public void Two_limits_crosswise_never_block_each_other()
    {
        using var bench = new LedgerBench(
            Limits.Limit(1, LimitScopeType.User, 1, 50), Limits.Limit(2, LimitScopeType.Workspace, 1, 50), Limits.Limit(3, LimitScopeType.Workspace, 2, 50));
        var owner = bench.Hold(40, key: 2); // user 1, workspace 2
        var workspace = bench.Hold(40, key: 1); // user 2, workspace 1
        var both = bench.Ask(new Money(30), key: 0); // user 1, workspace 1
        var behind = bench.Ask(new Money(30), key: 1);

        bench.Release(owner); // now behind the other one at the workspace's
        bench.Release(workspace);

        Assert.Null(behind.Refusal);
        Assert.False(both.IsDone);
        bench.Release(behind.Hold);
        Assert.Null(both.Refusal);
    }
}
