using Claviger.Core.Contracts;

namespace Claviger.Cli.Output;

/// <summary>A time for a reader: "3 h ago" on a terminal, RFC 3339 in a pipe.</summary>
internal sealed class TimeText(DateTimeOffset now, bool relative)
{
    private const int DaysUntilDate = 60;

    public string Of(DateTimeOffset time) => !relative ? UtcTimeConverter.Text(time)
        : (now - time).Duration().TotalDays >= DaysUntilDate ? time.UtcDateTime.ToString("yyyy-MM-dd")
        : Relative(time);

    /// <summary>For a page about one thing: the exact time, and on a terminal the distance too.</summary>
    public string Full(DateTimeOffset time) => relative ? $"{UtcTimeConverter.Text(time)} ({Relative(time)})" : UtcTimeConverter.Text(time);

    private string Relative(DateTimeOffset time)
    {
        var distance = (now - time).Duration();
        if (distance.TotalSeconds < 60) return time <= now ? "just now" : "in a moment";
        var text = distance.TotalMinutes < 60 ? $"{(int)distance.TotalMinutes} min"
            : distance.TotalHours < 48 ? $"{(int)distance.TotalHours} h"
            : $"{(int)distance.TotalDays} days";
        return time <= now ? $"{text} ago" : $"in {text}";
    }
}
