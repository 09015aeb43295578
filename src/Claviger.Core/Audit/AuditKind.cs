namespace Claviger.Core.Audit;

/// <summary>What happened. Grouped in hundreds by subject; numbers are stored and names exported: neither ever changes.</summary>
public enum AuditKind
{
    OrganizationCreated = 100,
    OrganizationUpdated = 101,

    WorkspaceCreated = 200,
    WorkspaceUpdated = 201,
    WorkspaceArchived = 202,

    KeyCreated = 300,
    KeyUpdated = 301,
    KeyDisabled = 302,
    KeyEnabled = 303,
    KeyRevoked = 304,
    KeyRotated = 305,
    KeyRotationTakenUp = 306,
    KeySecretEnded = 307,

    AdminKeyCreated = 400,

    MemberAdded = 500,

    UpstreamCreated = 600,
    UpstreamCredentialChanged = 601,

    OrganizationSpendLimitCreated = 700,
    OrganizationSpendLimitUpdated = 701,
    OrganizationSpendLimitDeleted = 702,
    WorkspaceSpendLimitCreated = 703,
    WorkspaceSpendLimitUpdated = 704,
    WorkspaceSpendLimitDeleted = 705,
    KeySpendLimitCreated = 706,
    KeySpendLimitUpdated = 707,
    KeySpendLimitDeleted = 708,
    UserSpendLimitCreated = 709,
    UserSpendLimitUpdated = 710,
    UserSpendLimitDeleted = 711,
    ServiceAccountSpendLimitCreated = 712,
    ServiceAccountSpendLimitUpdated = 713,
    ServiceAccountSpendLimitDeleted = 714,
    SpendGrantCreated = 720,
    SpendGrantEnded = 721,
    SpendResolved = 730,

    WorkspaceRateLimitUpdated = 800,
    WorkspaceRateLimitDeleted = 801,
    TierCreated = 802,
    TierUpdated = 803,
    TierDeleted = 804,
    OrganizationTierChanged = 805,
}
