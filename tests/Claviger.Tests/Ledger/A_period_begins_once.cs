using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Gateway.Ledger;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class A_period_begins_once
{
    private const long HourMs = 3_600_000;
    private const long DayMs = 24 * HourMs;

    /// <summary>Every kind of zone: none, ordinary, jump at midnight, odd offset, a skipped date, half an hour, midnight jumps of the past, a jump each Ramadan.</summary>
    public static TheoryData<string, int> Zones => new()
    {
        { "UTC", 2027 }, { "Europe/Berlin", 2026 }, { "America/New_York", 2027 }, { "America/Havana", 2026 }, { "Asia/Kathmandu", 2026 }, { "Pacific/Apia", 2010 },
        { "Australia/Lord_Howe", 2026 }, { "America/Sao_Paulo", 2016 }, { "Africa/Casablanca", 2024 },
    };

    [Theory]
    [MemberData(nameof(Zones))]
    public void Over_three_years_spans_follow_each_other_without_gap_or_overlap(string name, int year)
    {
        var calendar = PeriodCalendar.Of(name);
        var from = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        foreach (var period in new[] { LimitPeriod.Daily, LimitPeriod.Weekly, LimitPeriod.Monthly })
        {
            var span = calendar.SpanAt(period, from);
            for (var at = from; at < from + 3 * 366 * DayMs; at += HourMs / 2)
            {
                var now = calendar.SpanAt(period, at);
                Assert.True(now.Contains(at), $"{period} in {name}: {now} lacks {at}");
                if (now == span) continue;
                Assert.Equal(span.EndMs, now.StartMs);
                Assert.Equal(span, calendar.SpanAt(period, now.StartMs - 1));
                Assert.Equal(now, calendar.SpanAt(period, now.StartMs));
                AssertBegins(calendar.Zone, period, now.StartMs);
                span = now;
            }
        }
    }

    [Fact]
    public void A_leap_day_is_a_day_and_ends_its_month()
    {
        var leapDay = new DateTimeOffset(2028, 2, 29, 23, 59, 59, TimeSpan.Zero).ToUnixTimeMilliseconds();
        Assert.Equal(DayMs, Length(PeriodCalendar.Utc.SpanAt(LimitPeriod.Daily, leapDay)));
        Assert.Equal(29 * DayMs, Length(PeriodCalendar.Utc.SpanAt(LimitPeriod.Monthly, leapDay)));
        Assert.Equal(new DateTimeOffset(2028, 3, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), PeriodCalendar.Utc.SpanAt(LimitPeriod.Monthly, leapDay).EndMs);
    }

    [Theory]
    [InlineData("Pacific/Apia", "2011-12-29T20:00:00Z", 24)] // 30 December 2011 was skipped there: the 29th is a day, then comes the 31st
    [InlineData("America/Havana", "2026-03-08T18:00:00Z", 23)]
    [InlineData("America/Havana", "2026-11-01T18:00:00Z", 25)]
    [InlineData("Europe/Berlin", "2026-10-25T12:00:00Z", 25)]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:00:00Z", 23.5)]
    [InlineData("America/Sao_Paulo", "2017-10-15T15:00:00Z", 23)]
    public void A_day_is_as_long_as_its_zone_makes_it(string zone, string at, double hours) =>
        Assert.Equal(hours, Length(PeriodCalendar.Of(zone).SpanAt(LimitPeriod.Daily, DateTimeOffset.Parse(at).ToUnixTimeMilliseconds())) / (double)HourMs);

    [Theory]
    [MemberData(nameof(Zones))]
    public void Over_three_years_a_cap_is_there_once_a_period_even_after_a_stop(string name, int year)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(year, 1, 1, 12, 0, 0, TimeSpan.Zero));
        foreach (var period in new[] { LimitPeriod.Daily, LimitPeriod.Weekly, LimitPeriod.Monthly })
        {
            var limit = Limits.Limit(9, LimitScopeType.Organization, 1, 100, period);
            using var run = new PeriodRun(limit, name, clock.GetUtcNow());
            var ends = clock.GetUtcNow().AddYears(3);
            for (var step = 0; run.Now < ends; step++)
            {
                run.SpendAll();
                if (step % 7 == 3) run.Restart(TimeSpan.FromHours(40)); // stopped across a boundary or two
                else run.Advance(TimeSpan.FromMinutes(331));
            }

            run.AssertOnceEach();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(24 * 31)]
    public void A_wall_clock_that_jumps_back_reopens_nothing(int hours)
    {
        var begin = new DateTimeOffset(2026, 12, 1, 0, 30, 0, TimeSpan.Zero);
        var wall = new JumpingClock(begin);
        var time = new BooksClock(wall, 0);
        Assert.Equal(begin, time.Now);
        wall.Jump(TimeSpan.FromHours(-hours));

        Assert.Equal(begin, time.Now);
        Assert.Equal(TimeSpan.FromHours(hours), time.Lag);
        Assert.Equal(begin, new BooksClock(wall, begin.ToUnixTimeMilliseconds()).Now); // nor does a restart
        foreach (var period in Enum.GetValues<LimitPeriod>())
            Assert.Equal(PeriodCalendar.Utc.SpanAt(period, begin.ToUnixTimeMilliseconds()), PeriodCalendar.Utc.SpanAt(period, time.NowMs));

        wall.Jump(TimeSpan.FromHours(hours) + TimeSpan.FromMilliseconds(1));
        Assert.Equal(begin.AddMilliseconds(1), time.Now);
        Assert.Equal(TimeSpan.Zero, time.Lag);
    }

    [Fact]
    public void A_late_hold_of_a_period_that_is_over_is_kept_in_it_and_leaves_no_lease_behind()
    {
        var limit = Limits.Limit(9, LimitScopeType.Organization, 1, 100_000, LimitPeriod.Daily);
        using var bench = new LedgerBench(limit);
        var running = bench.Hold(100_000);
        bench.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMilliseconds(1));
        var yesterday = bench.KeyOf(9);
        var late = bench.Ask(new Money(10)); // waits for yesterday's money
        bench.Advance(TimeSpan.FromSeconds(5));
        bench.Post(running, 50, yesterday);
        var hold = late.Hold;
        Assert.Equal(yesterday, hold.Limits.Keys[0]);
        bench.Advance(TimeSpan.FromSeconds(30));
        bench.Post(hold, 7, yesterday);
        bench.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal((57, 0), (bench.Books.ShareOf(yesterday).Posted, bench.Books.ShareOf(yesterday).Leased[0]));
        Assert.Equal(0, bench.Books.ShareOf(bench.KeyOf(9)).Posted);
    }

    [Fact]
    public void A_request_that_meets_its_period_only_after_the_end_gives_its_lease_back()
    {
        var limit = Limits.Limit(9, LimitScopeType.Organization, 1, 100_000, LimitPeriod.Daily);
        using var bench = new LedgerBench(limit);
        bench.Release(bench.Hold(10));
        var yesterday = bench.KeyOf(9);
        var key = bench.Key();
        var at = bench.Time.NowMs;
        bench.Advance(TimeSpan.FromHours(12));
        bench.Advance(TimeSpan.FromSeconds(20)); // tidied twice
        bench.Post(bench.Ask(key, new Money(10), atMs: at).Hold, 10, yesterday);
        bench.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal((10, 0), (bench.Books.ShareOf(yesterday).Posted, bench.Books.ShareOf(yesterday).Leased[0]));
    }

    [Fact]
    public void Another_time_zone_begins_periods_elsewhere_and_the_old_ones_lease_goes_back()
    {
        var limit = Limits.Limit(9, LimitScopeType.Organization, 1, 100_000, LimitPeriod.Daily);
        using var bench = new LedgerBench(limit);
        var running = bench.Hold(10);
        var before = bench.KeyOf(9);
        bench.Swap("Asia/Kathmandu");
        Assert.Equal(10, bench.Books.ShareOf(before).Leased[0]);

        var after = bench.Hold(10);
        Assert.Equal(before.PeriodStartMs + 24 * HourMs - 20_700_000 - 24 * HourMs, after.Limits.Keys[0].PeriodStartMs); // 5:45 ahead of UTC
        bench.Post(running, 4, before);
        bench.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal((4, 0), (bench.Books.ShareOf(before).Posted, bench.Books.ShareOf(before).Leased[0]));
        bench.Release(after);
    }

    private static long Length(PeriodSpan span) => span.EndMs - span.StartMs;

    private static void AssertBegins(TimeZoneInfo zone, LimitPeriod period, long startMs)
    {
        var (before, begin) = (Local(zone, startMs - 1), Local(zone, startMs));
        Assert.NotEqual(before.Date, begin.Date);
        if (period == LimitPeriod.Weekly) Assert.True(begin.DayOfWeek == DayOfWeek.Monday || before.Date < begin.Date.AddDays(-1), $"{begin}");
        if (period == LimitPeriod.Monthly) Assert.NotEqual(before.Month, begin.Month);
    }

    private static DateTime Local(TimeZoneInfo zone, long atMs) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(atMs), zone).DateTime;
}
