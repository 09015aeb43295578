namespace Claviger.Core.Audit;

/// <summary>Export names of audit kinds, past tense; Anthropic's activity type where the act is the same.</summary>
public static class AuditKindNames
{
    /// <summary>Every name, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<AuditKind>().Select(Of).Order(StringComparer.Ordinal)];

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
        AuditKind.KeyRotated => "platform_api_key_rotated",
        AuditKind.KeyRotationTakenUp => "platform_api_key_rotation_taken_up",
        AuditKind.KeySecretEnded => "platform_api_key_secret_ended",
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
        AuditKind.AdminKeyUpdated => "admin_api_key_updated",
        AuditKind.AdminKeyRevoked => "admin_api_key_deleted",
        AuditKind.MemberRoleUpdated => "claude_user_role_updated",
        AuditKind.MemberRemoved => "org_user_deleted",
        AuditKind.InviteCreated => "org_user_invite_sent",
        AuditKind.InviteAccepted => "org_user_invite_accepted",
        AuditKind.InviteDeleted => "org_user_invite_deleted",
        AuditKind.WorkspaceMemberAdded => "platform_workspace_member_added",
        AuditKind.WorkspaceMemberUpdated => "platform_workspace_member_updated",
        AuditKind.WorkspaceMemberRemoved => "platform_workspace_member_removed",
        AuditKind.ServiceAccountCreated => "platform_service_account_created",
        AuditKind.ServiceAccountUpdated => "platform_service_account_updated",
        AuditKind.ServiceAccountArchived => "platform_service_account_archived",
        AuditKind.ServiceAccountWorkspaceMemberAdded => "platform_service_account_workspace_member_added",
        AuditKind.ServiceAccountWorkspaceMemberUpdated => "platform_service_account_workspace_member_updated",
        AuditKind.ServiceAccountWorkspaceMemberRemoved => "platform_service_account_workspace_member_removed",
        AuditKind.GroupCreated => "rbac_group_created",
        AuditKind.GroupUpdated => "rbac_group_updated",
        AuditKind.GroupDeleted => "rbac_group_deleted",
        AuditKind.GroupMemberAdded => "rbac_group_member_added",
        AuditKind.GroupMemberRemoved => "rbac_group_member_removed",
        AuditKind.RoleCreated => "rbac_role_created",
        AuditKind.RoleUpdated => "rbac_role_updated",
        AuditKind.RoleDeleted => "rbac_role_deleted",
        AuditKind.RoleAssigned => "rbac_role_assigned",
        AuditKind.RoleUnassigned => "rbac_role_unassigned",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Null for a name that no kind has.</summary>
    public static AuditKind? Find(string name) => ByName.TryGetValue(name, out var kind) ? kind : null;

    private static readonly Dictionary<string, AuditKind> ByName = Enum.GetValues<AuditKind>().ToDictionary(Of, StringComparer.Ordinal);
}
