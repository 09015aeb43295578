using System.Globalization;
using Claviger.Console.Http;

namespace Claviger.Console.Parts;

/// <summary>Times in the viewer's zone; short, because the whole stands in the title.</summary>
public static class TimeText
{
    public static string Brief(DateTimeOffset at, Viewer viewer)
    {
        var (local, now) = (TimeZoneInfo.ConvertTime(at, viewer.Zone), TimeZoneInfo.ConvertTime(viewer.Now, viewer.Zone));
        return local.ToString(local.Year == now.Year ? "MMM d, HH:mm" : "MMM d yyyy, HH:mm", CultureInfo.InvariantCulture);
    }

    public static string Day(DateTimeOffset at, Viewer viewer) => TimeZoneInfo.ConvertTime(at, viewer.Zone).ToString("MMM d", CultureInfo.InvariantCulture);

    /// <summary>Whole units, the largest that fits: 3 days ago, in 5 hours.</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now)
    {
        var span = now - at;
        var size = span.Duration();
        var text = size switch
        {
            { TotalMinutes: < 1 } => null,
            { TotalHours: < 1 } => Count((int)size.TotalMinutes, "minute"),
            { TotalDays: < 1 } => Count((int)size.TotalHours, "hour"),
            { TotalDays: < 60 } => Count((int)size.TotalDays, "day"),
            _ => Count((int)(size.TotalDays / 30), "month"),
        };
        return text is null ? "now" : span < TimeSpan.Zero ? $"in {text}" : $"{text} ago";
    }

    public static string Days(int days) => Count(days, "day");

    private static string Count(int count, string unit) => count == 1 ? $"1 {unit}" : $"{count} {unit}s";
}
