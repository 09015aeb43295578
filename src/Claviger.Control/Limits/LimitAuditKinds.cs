using Claviger.Core.Audit;
using Claviger.Core.Limits;

namespace Claviger.Control.Limits;

/// <summary>The audit log names a limit's act by its scope, as Anthropic's does.</summary>
internal static class LimitAuditKinds
{
    public static AuditKind Created(LimitScopeType type) => type switch
    {
        LimitScopeType.Organization => AuditKind.OrganizationSpendLimitCreated,
        LimitScopeType.Workspace => AuditKind.WorkspaceSpendLimitCreated,
        LimitScopeType.ApiKey => AuditKind.KeySpendLimitCreated,
        LimitScopeType.User => AuditKind.UserSpendLimitCreated,
        LimitScopeType.ServiceAccount => AuditKind.ServiceAccountSpendLimitCreated,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public static AuditKind Updated(LimitScopeType type) => type switch
    {
        LimitScopeType.Organization => AuditKind.OrganizationSpendLimitUpdated,
        LimitScopeType.Workspace => AuditKind.WorkspaceSpendLimitUpdated,
        LimitScopeType.ApiKey => AuditKind.KeySpendLimitUpdated,
        LimitScopeType.User => AuditKind.UserSpendLimitUpdated,
        LimitScopeType.ServiceAccount => AuditKind.ServiceAccountSpendLimitUpdated,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public static AuditKind Deleted(LimitScopeType type) => type switch
    {
        LimitScopeType.Organization => AuditKind.OrganizationSpendLimitDeleted,
        LimitScopeType.Workspace => AuditKind.WorkspaceSpendLimitDeleted,
        LimitScopeType.ApiKey => AuditKind.KeySpendLimitDeleted,
        LimitScopeType.User => AuditKind.UserSpendLimitDeleted,
        LimitScopeType.ServiceAccount => AuditKind.ServiceAccountSpendLimitDeleted,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
