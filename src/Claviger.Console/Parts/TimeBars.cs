namespace Claviger.Console.Parts;

/// <summary>Amounts over time in parts, one bar for each hour, day or week.</summary>
/// <param name="Unit">hour, day or week.</param>
/// <param name="Series">Drawn from below, the largest first.</param>
public sealed record TimeBars(string Unit, IReadOnlyList<DateTimeOffset> Starts, IReadOnlyList<TimeSeries> Series)
{
    /// <summary>More bars than that can't be told apart: days become weeks.</summary>
    private const int MostBars = 100;

    public long Sum(int bar) => Series.Sum(series => series.Values[bar]);

    public static TimeBars Of(bool byHour, IReadOnlyList<DateTimeOffset> starts, IReadOnlyList<TimeSeries> series) => byHour || starts.Count <= MostBars
        ? new TimeBars(byHour ? "hour" : "day", starts, series)
        : new TimeBars("week", [.. starts.Where((_, i) => i % 7 == 0)], [.. series.Select(one => one with { Values = [.. one.Values.Chunk(7).Select(week => week.Sum())] })]);
}

/// <param name="Values">In the unit of the chart, one for each bar; never below zero.</param>
public sealed record TimeSeries(string Name, IReadOnlyList<long> Values, bool IsOthers = false)
{
    public long Sum => Values.Sum();
}
