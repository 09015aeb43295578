namespace Claviger.Core.Limits;

/// <summary>
/// Where days, weeks and months begin in an organization's time zone. A day begins at the first instant of its local date, whatever
/// daylight saving does to midnight, so each begins exactly once; weeks begin on Monday, months on the 1st.
/// </summary>
public sealed class PeriodCalendar(TimeZoneInfo zone)
{
    /// <summary>No offset is beyond 14 hours; a skipped day is 24 hours more.</summary>
    private const long FarthestFromUtcMs = 39 * 3_600_000L;

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
        var local = DateAt(atMs);
        // A clock that is set back over midnight shows a date again that is over: it doesn't begin twice.
        while (BeginningOf(local.AddDays(1)) <= atMs) local = local.AddDays(1);
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

    private DateTime DateAt(long atMs) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(atMs), zone).Date;

    private long OffsetMsAt(long atMs) => (long)zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(atMs)).TotalMilliseconds;

    /// <summary>
    /// The first instant of a local date, or of the next one where the zone skipped it. Searched for, because only the way from an instant to
    /// its date has one answer always: midnight may be skipped, come twice, or be skipped with the whole day.
    /// </summary>
    private long BeginningOf(DateTime date)
    {
        var midnight = new DateTimeOffset(date, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var guess = midnight - OffsetMsAt(midnight - OffsetMsAt(midnight));
        if (DateAt(guess) >= date && DateAt(guess - 1) < date) return guess; // nearly always

        var (before, after) = (midnight - FarthestFromUtcMs, midnight + FarthestFromUtcMs);
        while (after - before > 1)
        {
            var middle = before + (after - before) / 2;
            if (DateAt(middle) >= date) after = middle;
            else before = middle;
        }

        return after;
    }
}
