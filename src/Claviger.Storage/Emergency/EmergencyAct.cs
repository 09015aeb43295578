using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;

namespace Claviger.Storage.Emergency;

/// <summary>A key that was stopped while store or audit log took no change.</summary>
/// <param name="Number">Its order in the journal; given by it.</param>
/// <param name="Id">Goes into the audit entry, so that an act merged twice is known.</param>
/// <param name="Status">Inactive or archived.</param>
public sealed record EmergencyAct(
    long Number, string Id, long AtMs, OrganizationId Organization, ApiKeyId Key, KeyStatus Status, string ActorType, string? ActorId, RequestOrigin? Request)
{
    public const string Prefix = "emergency_";
}
