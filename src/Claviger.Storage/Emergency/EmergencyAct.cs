using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;

namespace Claviger.Storage.Emergency;

/// <summary>Access that was taken away while store or audit log took no change.</summary>
/// <param name="Number">Its order in the journal; given by it.</param>
/// <param name="Id">Goes into the audit entry, so that an act merged twice is known.</param>
/// <param name="Target">Id of the API key, admin key, workspace or member: its prefix says which.</param>
/// <param name="Status">Inactive or archived; of a workspace or member always archived.</param>
public sealed record EmergencyAct(
    long Number, string Id, long AtMs, OrganizationId Organization, string Target, KeyStatus Status, string ActorType, string? ActorId, RequestOrigin? Request)
{
    public const string Prefix = "emergency_";

    /// <summary>When a leak report is the cause; null: somebody's will.</summary>
    public EmergencyLeak? Leak { get; init; }

    /// <summary>What no snapshot admits while this is in the journal: a secret that leaked, whose key may have another, or the whole target.</summary>
    public string Stops => Leak is { } leak && Status == KeyStatus.Archived && leak.Token.StartsWith(KeyToken.ApiKeyPrefix, StringComparison.Ordinal) ? leak.Token : Target;

    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(AtMs);
}
