namespace Claviger.Core.Alerts;

/// <summary>A condition that was found: told once, open until it ends.</summary>
/// <param name="Told">False: a more urgent one of the same subject was told in its place.</param>
/// <param name="AcknowledgedBy">Who said that they know of it.</param>
public sealed record Alert(
    long Number, AlertId Id, AlertRuleId Rule, string RuleName, string Kind, AlertSeverity Severity, AlertCondition Condition, bool Told,
    DateTimeOffset CreatedAt, DateTimeOffset ToldAt, DateTimeOffset? ResolvedAt, DateTimeOffset? AcknowledgedAt, string? AcknowledgedBy)
{
    public bool IsOpen => ResolvedAt is null;
}
