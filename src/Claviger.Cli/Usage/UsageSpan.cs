using Claviger.Core.Contracts;

namespace Claviger.Cli.Usage;

/// <summary>A stretch of time and the width of the buckets it is counted in. Both ends lie on bucket edges, so nothing is cut.</summary>
internal sealed record UsageSpan(DateTimeOffset From, DateTimeOffset To, string Width)
{
    private static readonly (string Name, TimeSpan Length)[] Widths = [("1d", TimeSpan.FromDays(1)), ("1h", TimeSpan.FromHours(1)), ("1m", TimeSpan.FromMinutes(1))];

    public static UsageSpan Of(string? since, string? until, IReadOnlyList<Breakdown> by, DateTimeOffset now)
    {
        var from = since is null ? Moment.StartOfMonth(now) : Moment.Past("--since", since, now);
        var to = until is null ? now : Moment.Past("--until", until, now);
        if (from >= to) throw new CliException(ExitCode.Usage, $"--since ({UtcTimeConverter.Text(from)}) must lie before --until ({UtcTimeConverter.Text(to)})");

        var (name, length) = by.Contains(Breakdown.Day) ? Widths[0] : by.Contains(Breakdown.Hour) ? Widths[1] : Coarsest(from, until is null ? from : to);
        return new UsageSpan(Moment.Floor(from, length), Moment.Ceiling(to, length), name);
    }

    /// <summary>For the line above the table.</summary>
    public string Text(DateTimeOffset now) => $"{Of(From)} to {(To > now ? "now" : Of(To))}, UTC";

    private static string Of(DateTimeOffset time) => time.UtcDateTime.TimeOfDay == TimeSpan.Zero ? time.UtcDateTime.ToString("yyyy-MM-dd") : time.UtcDateTime.ToString("yyyy-MM-dd HH:mm");

    // Fewer buckets are fewer pages; the finest width also takes an end that lies within a minute.
    private static (string, TimeSpan) Coarsest(DateTimeOffset from, DateTimeOffset to) =>
        Widths.FirstOrDefault(w => Moment.Floor(from, w.Length) == from && Moment.Floor(to, w.Length) == to, Widths[^1]);
}
