using Claviger.Core.Access;

namespace Claviger.Core.Audit;

/// <summary>
/// One act, before the store gives it its sequence number and time. Never holds a secret; <paramref name="Detail"/> is a JSON
/// object of changed fields, or null.
/// </summary>
/// <param name="Request">Null for what the program does by itself.</param>
public sealed record AuditEntry(
    AuditKind Kind, AuditOutcome Outcome, OrganizationId Organization, string ActorType, string? ActorId, string Target, string? Detail,
    RequestOrigin? Request = null);
