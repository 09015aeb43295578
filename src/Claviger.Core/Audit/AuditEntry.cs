namespace Claviger.Core.Audit;

/// <summary>
/// One act, before the store gives it its sequence number and time. Never holds a secret; <paramref name="Detail"/> is a JSON
/// object of changed fields, or null.
/// </summary>
public sealed record AuditEntry(
    AuditKind Kind, AuditOutcome Outcome, OrganizationId Organization, string ActorType, string? ActorId, string Target, string? Detail);
