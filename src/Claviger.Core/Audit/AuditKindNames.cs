namespace Claviger.Core.Audit;

/// <summary>Export names of audit kinds, past tense; Anthropic's activity type where the act is the same.</summary>
public static class AuditKindNames
{
    public static string Of(AuditKind kind) => kind switch
    {
        AuditKind.OrganizationCreated => "organization_created",
        AuditKind.OrganizationUpdated => "organization_updated",
        AuditKind.WorkspaceCreated => "platform_workspace_created",
        AuditKind.WorkspaceUpdated => "platform_workspace_updated",
        AuditKind.WorkspaceArchived => "platform_workspace_archived",
        AuditKind.KeyCreated => "platform_api_key_created",
        AuditKind.KeyUpdated => "platform_api_key_updated",
        AuditKind.KeyDisabled => "platform_api_key_disabled",
        AuditKind.KeyEnabled => "platform_api_key_enabled",
        AuditKind.KeyRevoked => "platform_api_key_revoked",
        AuditKind.AdminKeyCreated => "admin_api_key_created",
        AuditKind.MemberAdded => "member_added",
        AuditKind.UpstreamCreated => "upstream_created",
        AuditKind.UpstreamCredentialChanged => "upstream_credential_changed",
        AuditKind.OrganizationSpendLimitCreated => "platform_spend_limit_created",
        AuditKind.OrganizationSpendLimitUpdated => "platform_spend_limit_updated",
        AuditKind.OrganizationSpendLimitDeleted => "platform_spend_limit_deleted",
        AuditKind.WorkspaceSpendLimitCreated => "workspace_spend_limit_created",
        AuditKind.WorkspaceSpendLimitUpdated => "workspace_spend_limit_updated",
        AuditKind.WorkspaceSpendLimitDeleted => "workspace_spend_limit_deleted",
        AuditKind.KeySpendLimitCreated => "api_key_spend_limit_created",
        AuditKind.KeySpendLimitUpdated => "api_key_spend_limit_updated",
        AuditKind.KeySpendLimitDeleted => "api_key_spend_limit_deleted",
        AuditKind.UserSpendLimitCreated => "user_spend_limit_created",
        AuditKind.UserSpendLimitUpdated => "user_spend_limit_updated",
        AuditKind.UserSpendLimitDeleted => "user_spend_limit_deleted",
        AuditKind.ServiceAccountSpendLimitCreated => "service_account_spend_limit_created",
        AuditKind.ServiceAccountSpendLimitUpdated => "service_account_spend_limit_updated",
        AuditKind.ServiceAccountSpendLimitDeleted => "service_account_spend_limit_deleted",
        AuditKind.SpendGrantCreated => "spend_grant_created",
        AuditKind.SpendGrantEnded => "spend_grant_ended",
        AuditKind.SpendResolved => "spend_resolved",
        AuditKind.WorkspaceRateLimitUpdated => "platform_workspace_rate_limit_updated",
        AuditKind.WorkspaceRateLimitDeleted => "platform_workspace_rate_limit_deleted",
        AuditKind.TierCreated => "rate_limit_tier_created",
        AuditKind.TierUpdated => "rate_limit_tier_updated",
        AuditKind.TierDeleted => "rate_limit_tier_deleted",
        AuditKind.OrganizationTierChanged => "organization_rate_limit_tier_changed",
        AuditKind.AuditSignerCreated => "audit_signing_key_created",
        AuditKind.AuditReviewRecorded => "audit_log_review_recorded",
        AuditKind.AuditExportStarted => "audit_log_export_started",
        AuditKind.ComplianceFeedRead => "compliance_api_accessed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Null for a name that no kind has.</summary>
    public static AuditKind? Find(string name) => ByName.TryGetValue(name, out var kind) ? kind : null;

    private static readonly Dictionary<string, AuditKind> ByName = Enum.GetValues<AuditKind>().ToDictionary(Of, StringComparer.Ordinal);
}
