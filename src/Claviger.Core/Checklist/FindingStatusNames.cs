namespace Claviger.Core.Checklist;

public static class FindingStatusNames
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<FindingStatus>().Select(Of)];

    public static string Of(FindingStatus status) => status switch
    {
        FindingStatus.Pass => "pass",
        FindingStatus.Warn => "warn",
        FindingStatus.Fail => "fail",
        FindingStatus.NotApplicable => "not_applicable",
        FindingStatus.Waived => "waived",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static string Of(ControlSeverity severity) => severity switch
    {
        ControlSeverity.Low => "low",
        ControlSeverity.Medium => "medium",
        ControlSeverity.High => "high",
        ControlSeverity.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(severity)),
    };
}
