namespace Claviger.Core.Usage;

/// <summary>Names of outcomes on the wire. Once shipped, never reworded.</summary>
public static class UsageOutcomeNames
{
    public static string Of(UsageOutcome outcome) => outcome switch
    {
        UsageOutcome.Completed => "completed",
        UsageOutcome.UpstreamError => "upstream_error",
        UsageOutcome.CutShort => "cut_short",
        UsageOutcome.WorstCase => "worst_case",
        UsageOutcome.Unresolved => "unresolved",
        UsageOutcome.BatchLine => "batch_line",
        UsageOutcome.Free => "free",
        UsageOutcome.Resolved => "resolved",
        UsageOutcome.StoppedAtCap => "stopped_at_cap",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    public static IReadOnlyDictionary<string, UsageOutcome> All { get; } = Enum.GetValues<UsageOutcome>().ToDictionary(Of, StringComparer.Ordinal);
}
