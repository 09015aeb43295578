using System.Globalization;
using Claviger.Control.Http;

namespace Claviger.Control.Usage;

/// <summary>The buckets of one page of a report: start snapped down, silent intervals included, cursor = start of the next page.</summary>
internal sealed record ReportRange(DateTimeOffset From, DateTimeOffset To, long BucketMs, string? NextPage)
{
    private static readonly Dictionary<string, (long Ms, int Default, int Most)> Widths = new(StringComparer.Ordinal)
    {
        ["1d"] = (86_400_000, 7, 31),
        ["1h"] = (3_600_000, 24, 168),
        ["1m"] = (60_000, 60, 1_440),
    };

    public static Parameter[] Parameters { get; } =
    [
        Parameter.Time("starting_at", "Snapped down to the interval.").Needed(), Parameter.Time("ending_at", "Not included; left out: now."), Parameter.OneOf("bucket_width", Widths.Keys, "1d when it is left out."),
        Parameter.Number("limit", null, 1, Widths.Values.Max(width => width.Most), "Intervals on a page: 1d 7 (at most 31), 1h 24 (168), 1m 60 (1440)."),
        Parameter.Text("page", "The next page: next_page as it came, with the same parameters."),
    ];

    /// <summary>Of reports that have days only.</summary>
    public static Parameter[] DayParameters { get; } =
    [
        .. Parameters.Where(parameter => parameter.Name is "starting_at" or "ending_at" or "page"), Parameter.OneOf("bucket_width", ["1d"]),
        Parameter.Number("limit", Widths["1d"].Default, 1, Widths["1d"].Most, "Days on a page."),
    ];

    /// <summary>Null when the query is at fault (which is then in it).</summary>
    public static ReportRange? Read(AdminQuery query, DateTimeOffset now, bool daysOnly = false)
    {
        var width = query.Text("bucket_width") ?? "1d";
        if (!Widths.TryGetValue(width, out var bucket) || daysOnly && width != "1d")
        {
            query.Blame("bucket_width", daysOnly ? "must be 1d" : "must be 1d, 1h or 1m");
            return null;
        }

        var limit = query.Number("limit", bucket.Default, 1, bucket.Most);
        var page = query.Text("page");
        var start = query.Time("starting_at");
        var end = query.Time("ending_at");
        if (start is null)
        {
            query.Blame("starting_at", "required, for example 2026-11-01T00:00:00Z");
            return null;
        }

        if (!IsInRange("starting_at", start.Value, query) || !IsInRange("ending_at", end ?? now, query)) return null;

        var endMs = (end ?? now).ToUnixTimeMilliseconds();
        endMs = (endMs + bucket.Ms - 1) / bucket.Ms * bucket.Ms;
        var fromMs = start.Value.ToUnixTimeMilliseconds() / bucket.Ms * bucket.Ms;
        if (endMs <= fromMs && end is null) query.Blame("starting_at", "must be in the past when ending_at is left out");
        else if (endMs <= fromMs) query.Blame("ending_at", "must be after starting_at");
        if (page is not null)
        {
            // The cursor belongs to the filters that made it: outside of their range it is refused.
            if (!long.TryParse(page.AsSpan(page.StartsWith("page_", StringComparison.Ordinal) ? 5 : 0), NumberStyles.None, null, out var pageMs)
                || pageMs < fromMs || pageMs >= endMs || pageMs % bucket.Ms != 0)
                query.Blame("page", "is not a cursor of this report: send next_page as it came, with the same parameters");
            else fromMs = pageMs;
        }

        var toMs = Math.Min(endMs, fromMs + limit * bucket.Ms);
        return new ReportRange(
            DateTimeOffset.FromUnixTimeMilliseconds(fromMs), DateTimeOffset.FromUnixTimeMilliseconds(toMs), bucket.Ms, toMs < endMs ? $"page_{toMs}" : null);
    }

    /// <summary>Beyond these the arithmetic of buckets would leave the calendar.</summary>
    private static bool IsInRange(string name, DateTimeOffset time, AdminQuery query)
    {
        if (time.Year is >= 1970 and < 9999) return true;
        query.Blame(name, "must be in the years 1970 to 9998");
        return false;
    }

    public IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> Buckets()
    {
        for (var start = From; start < To; start = start.AddMilliseconds(BucketMs)) yield return (start, start.AddMilliseconds(BucketMs));
    }
}
