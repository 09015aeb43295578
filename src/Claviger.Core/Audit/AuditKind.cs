namespace Claviger.Core.Audit;

/// <summary>What happened. Grouped in hundreds by subject; numbers are stored and names exported: neither ever changes.</summary>
public enum AuditKind
{
    OrganizationCreated = 100,

    WorkspaceCreated = 200,
    WorkspaceUpdated = 201,
    WorkspaceArchived = 202,

    KeyCreated = 300,
    KeyUpdated = 301,
    KeyDisabled = 302,
    KeyEnabled = 303,
    KeyRevoked = 304,

    AdminKeyCreated = 400,

    MemberAdded = 500,

    UpstreamCreated = 600,
    UpstreamCredentialChanged = 601,

    WorkspaceRateLimitUpdated = 800,
    WorkspaceRateLimitDeleted = 801,
    TierCreated = 802,
    TierUpdated = 803,
    TierDeleted = 804,
    OrganizationTierChanged = 805,
}
