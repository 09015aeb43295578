using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using System.Globalization;

namespace Claviger.Control.Usage;

/// <summary>A range of UTC days, by hours where it is short, and the one that it is compared with: as long, right before it.</summary>
/// <param name="Range">today, 7d, 30d, month or custom.</param>
/// <param name="From">Hours or days since 1970.</param>
/// <param name="To">Exclusive.</param>
/// <param name="BeforeTo">Exclusive. Of a day or month that is not over, as much as has gone by.</param>
public sealed record BreakdownSpan(string Range, bool ByHour, long From, long To, long BeforeFrom, long BeforeTo, string Compared)
{
    public const int MostDays = 366;
    private const long HourMs = 3_600_000;
    private const long DayMs = 24 * HourMs;

    public DateTimeOffset Start => At(From);

    public DateTimeOffset End => At(To);

    public IReadOnlyList<DateTimeOffset> Starts => [.. Enumerable.Range(0, (int)(To - From)).Select(i => At(From + i))];

    /// <summary>Of the last day.</summary>
    public DateTimeOffset Last => At(To - 1);

    internal static (BreakdownSpan? Span, Problem? Problem) Of(UsageQuestion question, PeriodCalendar calendar, DateTimeOffset now, bool daysOnly)
    {
        var atMs = now.ToUnixTimeMilliseconds();
        var today = atMs / DayMs;
        switch (question.Range ?? "month")
        {
            case "today":
                return (daysOnly
                    ? new BreakdownSpan("today", false, today, today + 1, today - 1, today, "yesterday")
                    : new BreakdownSpan("today", true, today * 24, today * 24 + 24, today * 24 - 24, atMs / HourMs + 1 - 24, $"yesterday until {(atMs / HourMs + 1) % 24:00}:00"), null);
            case "7d": return (Days("7d", today - 6, today + 1, "the 7 days before"), null);
            case "30d": return (Days("30d", today - 29, today + 1, "the 30 days before"), null);
            case "month":
                var month = calendar.SpanAt(LimitPeriod.Monthly, atMs);
                var (first, before) = (month.StartMs / DayMs, calendar.SpanAt(LimitPeriod.Monthly, month.StartMs - 1).StartMs / DayMs);
                return (new BreakdownSpan("month", false, first, today + 1, before, Math.Min(before + today + 1 - first, first), "as many days of the month before"), null);
            case "custom":
                if (Day(question.From) is not { } from) return (null, Problem.Invalid("from", "a date, like 2026-11-01"));
                if (Day(question.To) is not { } last) return (null, Problem.Invalid("to", "a date, like 2026-11-30"));
                if (last < from) return (null, Problem.Invalid("to", "must not lie before the first day"));
                if (last - from >= MostDays) return (null, Problem.Invalid("to", $"at most {MostDays} days are shown at once"));
                var length = last + 1 - from;
                return (length <= 2 && !daysOnly
                    ? new BreakdownSpan("custom", true, from * 24, last * 24 + 24, (from - length) * 24, from * 24, length == 1 ? "the day before" : "the 2 days before")
                    : Days("custom", from, last + 1, length == 1 ? "the day before" : $"the {length} days before"), null);
            default: return (null, Problem.Invalid("range", "must be today, 7d, 30d, month or custom"));
        }
    }

    private static BreakdownSpan Days(string range, long from, long to, string compared) => new(range, false, from, to, from - (to - from), from, compared);

    private static long? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1972 and < 9990 ? date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber : null;

    private DateTimeOffset At(long bucket) => DateTimeOffset.FromUnixTimeMilliseconds(bucket * (ByHour ? HourMs : DayMs));
}
