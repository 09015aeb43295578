namespace Claviger.Core.Alerts;

/// <summary>The part of each local day in which a channel is left in peace, from a minute up to, not including, another; over midnight too.</summary>
/// <param name="From">Minute of the day, 0 to 1439.</param>
public readonly record struct QuietHours(int From, int To)
{
    /// <summary>When a message that is due now may go out: now, or when the quiet ends.</summary>
    public DateTimeOffset After(DateTimeOffset now, TimeZoneInfo zone)
    {
        // Minute by minute in the zone: where daylight saving skips or repeats an hour, the clock on the wall decides.
        var at = now;
        for (var minutes = 0; Holds(TimeZoneInfo.ConvertTime(at, zone)) && minutes < 49 * 60; minutes++)
            at = new DateTimeOffset(at.Ticks - at.Ticks % TimeSpan.TicksPerMinute, at.Offset).AddMinutes(1);
        return at;
    }

    private bool Holds(DateTimeOffset local)
    {
        var minute = local.Hour * 60 + local.Minute;
        return From <= To ? minute >= From && minute < To : minute >= From || minute < To;
    }
}
