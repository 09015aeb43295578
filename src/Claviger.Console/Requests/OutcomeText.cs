using System.Globalization;
using Claviger.Core.Usage;

namespace Claviger.Console.Requests;

/// <summary>How a request ended, and how sure its cost is.</summary>
internal static class OutcomeText
{
    public static readonly IReadOnlyList<string> All = [.. UsageOutcomeNames.All.Keys];

    public static string Of(string outcome) => outcome switch
    {
        "completed" => "Completed",
        "upstream_error" => "Upstream error",
        "cut_short" => "Cut short",
        "worst_case" => "Worst case",
        "unresolved" => "Unresolved",
        "resolved" => "Resolved",
        "batch_line" => "Batch line",
        "free" => "Free",
        "stopped_at_cap" => "Stopped at cap",
        _ => outcome,
    };

    public static string? Tone(string outcome) => outcome switch
    {
        "completed" or "batch_line" => "ok",
        "upstream_error" or "cut_short" or "resolved" => "warn",
        "worst_case" or "unresolved" or "stopped_at_cap" => "bad",
        _ => null,
    };

    /// <summary>What became of the money that was held for it.</summary>
    public static string Money(string outcome) => outcome switch
    {
        "completed" => "Final usage was seen, so the cost is exact. It was posted, and the rest of what was held for the request was released.",
        "batch_line" => "Settled from the batch's results: the cost is exact. The batch's hold shrinks by each line.",
        "upstream_error" => "Upstream answered an error: nothing was posted, and all that was held was released.",
        "cut_short" => "The stream ended before its final usage. An upper bound of the tokens so far was posted, and the rest of what was held was released.",
        "worst_case" => "Nothing usable was seen after it was sent. All that was held was posted: its worst case.",
        "unresolved" => "The server died while it ran. Its worst case is posted, until an administrator says what it cost.",
        "resolved" => "It was unresolved, and an administrator has said what it cost. The audit log tells who.",
        "stopped_at_cap" => "Claviger ended the stream: a spend limit had no room for more of it. All that was held was posted.",
        "free" => "Upstream doesn't charge this call. Nothing was held.",
        _ => "",
    };

    /// <summary>Of one request: a hundredth of a cent tells it from the next.</summary>
    public static string Brief(Core.Money cost) => cost.Nanos == 0 ? "$0.00" : "$" + Math.Round((decimal)cost.Nanos / Core.Money.NanosPerDollar, 4, MidpointRounding.AwayFromZero).ToString("#,0.0000", CultureInfo.InvariantCulture);

    /// <summary>An upper bound and not the truth.</summary>
    public static bool IsBound(string outcome) => outcome is "cut_short" or "worst_case" or "unresolved" or "stopped_at_cap";
}
