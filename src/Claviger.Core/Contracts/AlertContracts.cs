using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary>A condition that was found (Claviger's).</summary>
/// <param name="Type">alert</param>
/// <param name="Status">open, until its condition ends; then resolved.</param>
/// <param name="Period">What it holds in: the same threshold in another period is another alert.</param>
/// <param name="Figures">Exact, by name.</param>
/// <param name="Told">False: a more urgent one of the same subject was told in its place.</param>
public sealed record AlertView(
    string Id, string Type, [AllowedValues("open", "resolved")] string Status, [AllowedValues("info", "warning", "critical")] string Severity, string Kind, string RuleId, string RuleName,
    AlertSubjectView Subject, string Period, string Threshold, string Title, string Text, IReadOnlyDictionary<string, string> Figures, bool Told,
    DateTimeOffset CreatedAt, DateTimeOffset? ResolvedAt, DateTimeOffset? AcknowledgedAt, string? AcknowledgedBy);

/// <summary>What an alert is about.</summary>
/// <param name="OwnerId">The member or service account that answers for it.</param>
public sealed record AlertSubjectView(string Type, string Id, string Name, string? WorkspaceId, string? OwnerId);

/// <summary>One message to one channel (Claviger's).</summary>
/// <param name="Type">alert_delivery</param>
/// <param name="AlertId">Null: of a digest.</param>
/// <param name="Event">Such as alert.opened.</param>
/// <param name="Status">pending; delivered; dead, when it was tried to the end.</param>
/// <param name="NextAttemptAt">Null: none.</param>
/// <param name="EndedAt">When it was delivered or given up.</param>
public sealed record AlertDeliveryView(
    string Id, string Type, string ChannelId, string? AlertId, string Event, string Title, [AllowedValues("pending", "delivered", "dead")] string Status, int Attempts,
    DateTimeOffset CreatedAt, DateTimeOffset? NextAttemptAt, DateTimeOffset? EndedAt, string? LastError);
