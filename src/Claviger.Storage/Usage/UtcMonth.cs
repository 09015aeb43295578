namespace Claviger.Storage.Usage;

/// <summary>Months as <c>key_monthly</c> counts them: 12 × year + month − 1.</summary>
public static class UtcMonth
{
    /// <param name="day">Days since 1970.</param>
    public static long OfDay(long day)
    {
        var date = DateTime.UnixEpoch.AddDays(day);
        return date.Year * 12L + date.Month - 1;
    }

    /// <summary>Its days, the one after the last excluded.</summary>
    public static (long From, long To) Days(long month)
    {
        var first = new DateTime((int)(month / 12), (int)(month % 12) + 1, 1);
        return ((first - DateTime.UnixEpoch).Days, (first.AddMonths(1) - DateTime.UnixEpoch).Days);
    }

    /// <summary>Those that hold any of these days.</summary>
    /// <param name="toDay">Exclusive.</param>
    public static IReadOnlyList<long> OfDays(long fromDay, long toDay)
    {
        var (first, last) = (OfDay(fromDay), OfDay(Math.Max(fromDay, toDay - 1)));
        return [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => first + i)];
    }
}
