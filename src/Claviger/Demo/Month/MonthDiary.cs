namespace Claviger.Demo.Month;

/// <summary>Who did what when: acts are written down in any order and done in the order of their times.</summary>
internal sealed class MonthDiary(DateTimeOffset now, PastClock clock)
{
    /// <summary>Between two acts planned for the same time: people need a moment, and no two entries have the same time.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(41);

    private readonly PriorityQueue<(DateTimeOffset At, Func<Task> Do), (DateTimeOffset Planned, int Number)> _acts = new();
    private int _count;

    /// <param name="daysAgo">At least 1: what is to come before the start can't be planned for a later hour of today.</param>
    /// <param name="hour">Of UTC; acts of a weekend are done the Friday before, unless they are of these days.</param>
    public void On(int daysAgo, double hour, Func<Task> act)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(daysAgo, 1);
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-daysAgo);
        var back = daysAgo <= 4 ? 0 : day.DayOfWeek switch { DayOfWeek.Saturday => 1, DayOfWeek.Sunday => 2, _ => 0 };
        // In the planned order, whatever is moved: who acts must have joined.
        _acts.Enqueue((day.AddDays(-back).AddHours(hour), act), (day.AddHours(hour), _count++));
    }

    /// <summary>Does all that is due before a time: a moment late at most where many acts come at once.</summary>
    public async Task RunUntilAsync(DateTimeOffset end)
    {
        while (_acts.TryPeek(out var act, out _) && act.At < end)
        {
            _acts.Dequeue();
            var next = clock.GetUtcNow() + Moment;
            clock.MoveTo(next > act.At ? next : act.At);
            await act.Do();
        }
    }
}
