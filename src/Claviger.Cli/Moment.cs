using System.Globalization;
using System.Text.RegularExpressions;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli;

/// <summary>Times as people write them: <c>7d</c>, <c>24h</c>, <c>30m</c>, <c>2026-11-01</c> (midnight UTC), or RFC 3339.</summary>
internal static partial class Moment
{
    public static DateTimeOffset StartOfDay(DateTimeOffset time) => Floor(time, TimeSpan.FromDays(1));

    public static DateTimeOffset StartOfMonth(DateTimeOffset time) => new(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Floor(DateTimeOffset time, TimeSpan unit) => new(time.UtcTicks - time.UtcTicks % unit.Ticks, TimeSpan.Zero);

    public static DateTimeOffset Ceiling(DateTimeOffset time, TimeSpan unit) => Floor(time, unit) is var floor && floor == time ? time : floor + unit;

    /// <summary>A time gone by. So many days back begins at midnight, so many hours back on the hour: that is where totals begin.</summary>
    public static DateTimeOffset Past(string option, string text, DateTimeOffset now) =>
        Span(text) is { } span ? Floor(now - span.Length, span.Unit) : Absolute(option, text);

    /// <summary>A time to come.</summary>
    public static DateTimeOffset Future(string option, string text, DateTimeOffset now)
    {
        var time = Span(text) is { } span ? now + span.Length : Absolute(option, text);
        return time > now ? time : throw new CliException(ExitCode.Usage, $"{option} {TerminalText.Safe(text)} is in the past");
    }

    /// <summary>A length of time, <c>0</c> included.</summary>
    public static long Seconds(string option, string text) => text == "0" ? 0
        : Span(text) is { } span ? (long)span.Length.TotalSeconds
        : throw new CliException(ExitCode.Usage, $"{option} '{TerminalText.Safe(text)}' is not a length of time", "Write 7d, 24h, 30m, or 0");

    private static DateTimeOffset Absolute(string option, string text)
    {
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)) return date;
        if (UtcTimeConverter.TryParse(text, out var time)) return time;
        throw new CliException(ExitCode.Usage, $"{option} '{TerminalText.Safe(text)}' is not a time", "Write 7d, 24h or 30m, a date like 2026-11-01, or a time like 2026-11-01T09:00:00Z");
    }

    private static (TimeSpan Length, TimeSpan Unit)? Span(string text)
    {
        if (SpanShape().Match(text) is not { Success: true } match) return null;
        var unit = match.Groups[2].Value switch { "d" => TimeSpan.FromDays(1), "h" => TimeSpan.FromHours(1), _ => TimeSpan.FromMinutes(1) };
        return (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * unit, unit);
    }

    [GeneratedRegex("^([1-9][0-9]{0,4})([dhm])$")]
    private static partial Regex SpanShape();
}
