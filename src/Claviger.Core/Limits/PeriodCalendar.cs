namespace Claviger.Core.Limits;

/// <summary>
/// Where days, weeks and months begin in an organization's time zone. A day begins at the first instant of its local date, whatever
/// daylight saving does to midnight, so each begins exactly once; weeks begin on Monday, months on the 1st.
/// </summary>
public sealed class PeriodCalendar(TimeZoneInfo zone)
{
    public static PeriodCalendar Utc { get; } = new(TimeZoneInfo.Utc);

    /// <param name="name">An IANA name, such as <c>Europe/Berlin</c>.</param>
    /// <exception cref="TimeZoneNotFoundException">This machine doesn't know it.</exception>
    public static PeriodCalendar Of(string name) => name == "UTC" ? Utc : new(TimeZoneInfo.FindSystemTimeZoneById(name));

    public TimeZoneInfo Zone => zone;

    /// <summary>The instance of a period that holds an instant.</summary>
    /// <param name="atMs">Unix milliseconds, from 1970 on.</param>
    public PeriodSpan SpanAt(LimitPeriod period, long atMs)
    {
        if (period == LimitPeriod.Lifetime) return PeriodSpan.Ever;
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(atMs), zone).Date;
        var first = period switch
        {
            LimitPeriod.Daily => local,
            LimitPeriod.Weekly => local.AddDays(-(((int)local.DayOfWeek + 6) % 7)),
            LimitPeriod.Monthly => new DateTime(local.Year, local.Month, 1),
            _ => throw new ArgumentOutOfRangeException(nameof(period)),
        };
        var next = period switch
        {
            LimitPeriod.Daily => first.AddDays(1),
            LimitPeriod.Weekly => first.AddDays(7),
            _ => first.AddMonths(1),
        };
        return new PeriodSpan(BeginningOf(first), BeginningOf(next));
    }

    /// <summary>The first instant of a local date.</summary>
    private long BeginningOf(DateTime date)
    {
        var local = DateTime.SpecifyKind(date, DateTimeKind.Unspecified);
        TimeSpan offset;
        if (zone.IsInvalidTime(local))
        {
            // Midnight is skipped: the date begins with the jump, which is where the skipped stretch begins.
            while (zone.IsInvalidTime(local.AddMinutes(-1))) local = local.AddMinutes(-1);
            offset = zone.GetUtcOffset(local.AddMinutes(-1));
        }
        else
        {
            // Midnight comes twice: the earlier one has the larger offset.
            offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        }

        return new DateTimeOffset(local, offset).ToUnixTimeMilliseconds();
    }
}
