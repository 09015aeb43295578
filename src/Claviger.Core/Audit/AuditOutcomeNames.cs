namespace Claviger.Core.Audit;

/// <summary>Export names of outcomes.</summary>
public static class AuditOutcomeNames
{
    public static string Of(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Done => "done",
        AuditOutcome.Denied => "denied",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    public static IReadOnlyDictionary<string, AuditOutcome> All { get; } = Enum.GetValues<AuditOutcome>().ToDictionary(Of, StringComparer.Ordinal);
}
