using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Xunit;

namespace Claviger.Tests.Usage;

/// <summary>S14: by hand, from the sentence in the guide.</summary>
public sealed class A_month_is_forecast
{
    private static readonly DateTimeOffset November = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PeriodSpan Month = new(November.ToUnixTimeMilliseconds(), November.AddMonths(1).ToUnixTimeMilliseconds());

    /// <param name="dollars">Of days, the last one being yesterday.</param>
    private static MonthForecast At(DateTimeOffset at, DateTimeOffset since, params int[] dollars)
    {
        var today = at.ToUnixTimeSeconds() / 86_400;
        return new MonthForecast(dollars.Reverse().Select((amount, back) => (Day: today - 1 - back, amount)).ToDictionary(day => day.Day, day => Dollars(day.amount)), since, Month, at.ToUnixTimeMilliseconds());
    }

    private static Money Dollars(long amount) => new(amount * Money.NanosPerDollar);

    [Fact]
    public void By_the_mean_of_seven_full_days()
    {
        var month = At(November.AddDays(20), November.AddYears(-1), 900, 1, 2, 3, 4, 5, 6, 7); // 10 days left; the $900 day is the eighth
        Assert.Equal((Dollars(928), 7), (month.Spent, month.Days));
        Assert.Equal(Dollars(928 + 40), month.End);
        Assert.Equal((Dollars(928 + 10), Dollars(928 + 70)), month.Range);
    }

    [Fact]
    public void A_started_day_is_as_long_as_what_is_left_of_it() =>
        Assert.Equal(Dollars(24) + new Money(19 * Dollars(8).Nanos / 2), At(November.AddDays(20.5), November.AddDays(17), 8, 8, 8).End);

    [Fact]
    public void Days_of_last_month_tell_the_pace_and_are_not_spent_in_this_one()
    {
        var month = At(November.AddDays(1), November.AddYears(-1), 10, 10, 10, 10, 10, 10, 40);
        Assert.Equal(Dollars(40), month.Spent);
        Assert.Equal(Dollars(40) + new Money(Dollars(100).Nanos * 29 / 7), month.End);
    }

    [Fact]
    public void Silent_days_count_and_those_before_it_was_made_do_not()
    {
        Assert.Equal(Dollars(70 + 100), At(November.AddDays(20), November.AddYears(-1), 70).End);
        Assert.Equal(Dollars(30 + 100), At(November.AddDays(20), November.AddDays(17), 30).End);
        Assert.Null(At(November.AddDays(20), November.AddDays(18), 30).End); // two days say nothing about a month
        Assert.Null(At(November.AddDays(20), November.AddDays(18), 30).Range);
    }

    [Fact]
    public void A_cap_is_reached_when_the_mean_brings_it_there()
    {
        var month = At(November.AddDays(20), November.AddYears(-1), 4, 4, 4, 4, 4, 4, 4);
        Assert.Equal(November.AddDays(25.5), month.Reaches(Dollars(28 + 22)));
        Assert.Equal(November.AddDays(20), month.Reaches(Dollars(28))); // now: it is
        Assert.Equal(November.AddDays(20), month.Reaches(Money.Zero));
        Assert.Null(month.Reaches(Dollars(28 + 41))); // not in this month
        Assert.Equal(Month.EndMs - 1, month.Reaches(Dollars(28 + 40))!.Value.ToUnixTimeMilliseconds());
        Assert.Null(At(November.AddDays(20), November.AddYears(-1)).Reaches(Dollars(1))); // nothing is spent: never
    }

    [Fact]
    public void What_is_too_much_for_a_number_is_the_most_there_is()
    {
        var today = November.AddDays(20).ToUnixTimeSeconds() / 86_400;
        var days = Enumerable.Range(1, 7).ToDictionary(back => today - back, _ => new Money(long.MaxValue / 8));
        Assert.Equal(long.MaxValue, new MonthForecast(days, DateTimeOffset.UnixEpoch, Month, November.AddDays(20).ToUnixTimeMilliseconds()).End!.Value.Nanos);
    }
}
