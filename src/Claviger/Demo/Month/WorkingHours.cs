namespace Claviger.Demo.Month;

/// <summary>The part of a day's calls that an hour gets.</summary>
internal static class WorkingHours
{
    // Thousandths of a day, by hour of UTC; each row adds up to a thousand.
    private static readonly int[] Office = [2, 1, 1, 1, 2, 8, 30, 70, 105, 110, 108, 92, 70, 98, 105, 92, 60, 26, 8, 4, 3, 2, 1, 1];
    private static readonly int[] AllDay = [18, 14, 12, 11, 13, 20, 32, 45, 56, 62, 64, 60, 56, 58, 60, 60, 58, 55, 52, 50, 46, 40, 33, 25];
    private static readonly int[] Nightly = [20, 300, 340, 260, 80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Thousandths of an ordinary weekday.</summary>
    public static int PerMille(Rhythm rhythm, DateTimeOffset at)
    {
        var weekend = at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        return rhythm switch
        {
            Rhythm.Office => weekend ? Office[at.Hour] / 9 : Office[at.Hour],
            Rhythm.AllDay => weekend ? AllDay[at.Hour] * 6 / 10 : AllDay[at.Hour],
            Rhythm.Nightly => Nightly[at.Hour],
            Rhythm.Silent => 0,
            _ => throw new ArgumentOutOfRangeException(nameof(rhythm)),
        };
    }
}
