using Claviger.Core;

namespace Claviger.Console.Parts;

/// <summary>Spend by day in named parts, as bars in nano-dollars.</summary>
internal static class MoneyBars
{
    /// <summary>More colours can't be told apart at a glance: what is smaller is drawn as one.</summary>
    private const int MostSeries = 6;

    /// <param name="parts">Amounts by day, as its place in <paramref name="days"/>, and name.</param>
    public static TimeBars Of(IReadOnlyList<DateTimeOffset> days, IEnumerable<(int Day, string Name, Money Amount)> parts)
    {
        var series = parts.GroupBy(part => part.Name).Select(group => new TimeSeries(group.Key, Values(days.Count, group))).Where(one => one.Sum > 0).OrderByDescending(one => one.Sum).ToList();
        if (series.Count > MostSeries)
        {
            var rest = series.Skip(MostSeries - 1).ToList();
            series = [.. series.Take(MostSeries - 1), new TimeSeries("All others", [.. days.Select((_, day) => rest.Sum(one => one.Values[day]))], IsOthers: true)];
        }

        return TimeBars.Of(byHour: false, days, series);
    }

    private static long[] Values(int days, IEnumerable<(int Day, string Name, Money Amount)> parts)
    {
        var values = new long[days];
        foreach (var (day, _, amount) in parts) values[day] += Math.Max(0, amount.Nanos);
        return values;
    }
}
