using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.Storage.Limits;
using CsCheck;
using Dapper;
using Xunit;

namespace Claviger.Tests.Ledger;

/// <summary>I5: what limits have posted is what the rows they cover cost, plus entries, to the nano-dollar.</summary>
public sealed class Shares_equal_their_rows(ITestOutputHelper output)
{
    private const long Hour = 3_600_000, Day = 24 * Hour;

    /// <summary>Whole hours, half and three quarters, daylight saving, a midnight that is skipped, ahead of and behind UTC.</summary>
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "America/Sao_Paulo", "Pacific/Chatham", "Africa/Cairo"];

    [Fact]
    public void Whatever_rows_limits_periods_and_zones_and_however_late_a_limit_is_made() =>
        Gen.Select(Gen.Int[0, Zones.Length - 1], Gen.Int[0, 1_000_000]).Sample((zone, seed) => RunAsync(Zones[zone], (ulong)seed).GetAwaiter().GetResult(), iter: 20, threads: 1);

    private static async Task RunAsync(string zone, ulong seed)
    {
        var draw = new Claviger.Simulator.SeededGenerator(seed);
        await using var store = new LedgerStore(zone);
        // Around the end of daylight saving in 2026 or far from it, so that spans of 23 and 25 hours occur.
        var middle = draw.Next(2) == 0 ? store.NowMs : new DateTimeOffset(2026, 10, 25, 1, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        await using var journal = store.Journal();
        await using var other = store.Journal("other");
        var limits = new List<(int Number, LimitPeriod Period)>();
        var posted = new List<UsageRecord>();
        var made = new HashSet<(int, int, int)>();
        for (var step = 0; step < 40; step++)
        {
            switch (draw.Next(8))
            {
                case 0 or 1:
                    var (type, scope, period) = (draw.Next(5), 1 + draw.Next(3), draw.Next(4));
                    if (type == 0) scope = 1;
                    if (made.Add((type, scope, period))) limits.Add((store.Limit((LimitScopeType)type, scope, (LimitPeriod)period, 1_000_000_000), (LimitPeriod)period));
                    break;
                case 2 when limits.Count > 0:
                    var asked = limits[draw.Next(limits.Count)];
                    var at = middle + (long)(draw.Next() % (ulong)(4 * Day)) - 2 * Day;
                    var key = new LeaseKey(asked.Number, PeriodCalendar.Of(zone).SpanAt(asked.Period, at).StartMs);
                    await (draw.Next(2) == 0 ? journal : other).TakeAsync(new LeaseDemand(key, new Money(1 + draw.Next(1_000)), at));
                    break;
                case 3 when posted.Count > 0:
                    journal.TryPost(posted[draw.Next(posted.Count)], HeldLimits.None); // again
                    break;
                case 4 when limits.Count > 0 && draw.Next(4) == 0:
                    store.Change("UPDATE spend_limits SET deleted_at_ms = 5 WHERE number = @n", new { n = limits[draw.Next(limits.Count)].Number });
                    break;
                default:
                    for (var i = draw.Next(30); i >= 0; i--)
                    {
                        var row = store.Row(
                            draw.Next(1_000_000), middle + (long)(draw.Next() % (ulong)(4 * Day)) - 2 * Day, 1 + draw.Next(3), 1 + draw.Next(3), draw.Next(4),
                            draw.Next(10) == 0 ? UsageOutcome.UpstreamError : UsageOutcome.Completed);
                        posted.Add(row);
                        (draw.Next(2) == 0 ? journal : other).TryPost(row, HeldLimits.None);
                    }

                    break;
            }

            if (draw.Next(3) != 0) continue;
            await journal.FlushedAsync(CancellationToken.None);
            await other.FlushedAsync(CancellationToken.None);
            Assert.Null(store.FirstWrongShare());
        }
    }

    [Fact]
    public async Task A_limit_made_in_the_middle_of_its_period_counts_what_was_spent_before_it()
    {
        await using var store = new LedgerStore("Asia/Kolkata");
        await using var journal = store.Journal();
        var day = PeriodCalendar.Of("Asia/Kolkata").SpanAt(LimitPeriod.Daily, store.NowMs);
        // On both sides of each seam that the sum is put together from: the span's ends at :30, whole hours, the UTC day.
        long[] inside = [day.StartMs, day.StartMs + Hour / 2 - 1, day.StartMs + Hour / 2, day.EndMs - Hour / 2 - 1, day.EndMs - Hour / 2, day.EndMs - 1, day.StartMs + 11 * Hour / 2];
        foreach (var at in inside) journal.TryPost(store.Row(3, at), HeldLimits.None);
        foreach (var at in new[] { day.StartMs - 1, day.EndMs }) journal.TryPost(store.Row(1_000, at), HeldLimits.None);
        await journal.FlushedAsync(CancellationToken.None);
        foreach (var (type, scope) in new[] { (LimitScopeType.Organization, 1), (LimitScopeType.Workspace, 1), (LimitScopeType.ApiKey, 1) })
        {
            var key = new LeaseKey(store.Limit(type, scope, LimitPeriod.Daily, cap: 100), day.StartMs);
            using (var reader = store.Database.Read()) Assert.Equal(new LimitShare(new Money(21), Money.Zero), LimitShareStore.Read(reader, [key])[key]);

            var grant = await journal.TakeAsync(new LeaseDemand(key, new Money(79), store.NowMs));

            Assert.Equal((new Money(21), new Money(79)), (grant.Posted, grant.Granted));
            using (var reader = store.Database.Read()) Assert.Equal(new LimitShare(new Money(21), new Money(79)), LimitShareStore.Read(reader, [key])[key]);
        }
    }

    [Fact]
    public async Task A_time_zone_that_comes_back_finds_its_running_periods_counted()
    {
        await using var store = new LedgerStore("UTC");
        var limit = store.Limit(LimitScopeType.Organization, 1, LimitPeriod.Daily, cap: 1_000);
        var lifetime = store.Limit(LimitScopeType.Organization, 1, LimitPeriod.Lifetime, cap: 1_000);
        await using var journal = store.Journal();
        async Task SpendAsync(long cost)
        {
            journal.TryPost(store.Row(cost), HeldLimits.None);
            await journal.FlushedAsync(CancellationToken.None);
        }

        async Task MoveAsync(string zone)
        {
            using var tx = await store.Database.BeginAdminAsync(CancellationToken.None);
            tx.Execute("UPDATE organizations SET time_zone = @zone; UPDATE limits_version SET version = version + 1", new { zone });
            LimitShareStore.Realign(tx, Storage.Store.Organization, store.NowMs);
            tx.Commit(Storage.Store.Entry());
        }

        await SpendAsync(1);
        await MoveAsync("Asia/Tokyo");
        await SpendAsync(10);
        await MoveAsync("UTC");
        await SpendAsync(100);

        Assert.Equal(111, store.Share(new LeaseKey(limit, PeriodCalendar.Utc.SpanAt(LimitPeriod.Daily, store.NowMs).StartMs)).Posted);
        Assert.Equal(111, store.Share(new LeaseKey(lifetime, 0)).Posted);
        Assert.Null(store.FirstWrongShare());
        output.WriteLine($"{store.Store.Scalar<long>("SELECT COUNT(*) FROM limit_shares")} shares");
    }
}
