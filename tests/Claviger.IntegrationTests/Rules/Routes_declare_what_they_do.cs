using Claviger.Control;
using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.IntegrationTests.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Claviger.IntegrationTests.Rules;

public sealed class Routes_declare_what_they_do(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    /// <summary>Every route of the Admin API. A new one gets a line here, a status test in Api/, and its audit entries a test.</summary>
    private static readonly string[] Expected =
    [
        "GET /v1/organizations/me: organization.read",
        "GET /v1/organizations/openapi.json: organization.read",
        "GET /v1/organizations/users: members.read",
        "GET /v1/organizations/users/{id}: members.read",
        "POST /v1/organizations/users/{id}: members.update, claude_user_role_updated",
        "DELETE /v1/organizations/users/{id}: members.delete, org_user_deleted",
        "POST /v1/organizations/users/{id}/offboard: members.delete, org_user_deleted",
        "GET /v1/organizations/offboardings: audit.read",
        "GET /v1/organizations/offboardings/{id}: audit.read",
        "GET /v1/organizations/workspaces/{id}/members: workspace_members.read",
        "POST /v1/organizations/workspaces/{id}/members: workspace_members.update, platform_workspace_member_added",
        "GET /v1/organizations/workspaces/{id}/members/{userId}: workspace_members.read",
        "POST /v1/organizations/workspaces/{id}/members/{userId}: workspace_members.update, platform_workspace_member_updated",
        "DELETE /v1/organizations/workspaces/{id}/members/{userId}: workspace_members.update, platform_workspace_member_removed",
        "GET /v1/organizations/invites: invites.read",
        "POST /v1/organizations/invites: invites.create, org_user_invite_sent",
        "POST /v1/organizations/invites/accept: open to strangers, org_user_invite_accepted",
        "GET /v1/organizations/invites/{id}: invites.read",
        "DELETE /v1/organizations/invites/{id}: invites.delete, org_user_invite_deleted",
        "GET /v1/organizations/service_accounts: service_accounts.read",
        "POST /v1/organizations/service_accounts: service_accounts.create, platform_service_account_created",
        "GET /v1/organizations/service_accounts/{id}: service_accounts.read",
        "POST /v1/organizations/service_accounts/{id}: service_accounts.update, platform_service_account_updated",
        "POST /v1/organizations/service_accounts/{id}/archive: service_accounts.archive, platform_service_account_archived",
        "GET /v1/organizations/service_accounts/{id}/workspaces: service_accounts.read",
        "POST /v1/organizations/service_accounts/{id}/workspaces: workspace_members.update, platform_service_account_workspace_member_added",
        "DELETE /v1/organizations/service_accounts/{id}/workspaces/{workspaceId}: workspace_members.update, platform_service_account_workspace_member_removed",
        "GET /v1/organizations/workspaces/{id}/service_accounts: workspace_members.read",
        "POST /v1/organizations/workspaces/{id}/service_accounts: workspace_members.update, platform_service_account_workspace_member_added",
        "GET /v1/organizations/workspaces/{id}/service_accounts/{accountId}: workspace_members.read",
        "POST /v1/organizations/workspaces/{id}/service_accounts/{accountId}: workspace_members.update, platform_service_account_workspace_member_updated",
        "DELETE /v1/organizations/workspaces/{id}/service_accounts/{accountId}: workspace_members.update, platform_service_account_workspace_member_removed",
        "GET /v1/organizations/rbac_groups: groups.read",
        "POST /v1/organizations/rbac_groups: groups.update, rbac_group_created",
        "GET /v1/organizations/rbac_groups/{id}: groups.read",
        "POST /v1/organizations/rbac_groups/{id}: groups.update, rbac_group_updated",
        "DELETE /v1/organizations/rbac_groups/{id}: groups.update, rbac_group_deleted",
        "GET /v1/organizations/rbac_groups/{id}/members: groups.read",
        "POST /v1/organizations/rbac_groups/{id}/members: groups.update, rbac_group_member_added",
        "DELETE /v1/organizations/rbac_groups/{id}/members/{userId}: groups.update, rbac_group_member_removed",
        "GET /v1/organizations/rbac_roles: roles.read",
        "POST /v1/organizations/rbac_roles: roles.update, rbac_role_created",
        "GET /v1/organizations/rbac_roles/{id}: roles.read",
        "GET /v1/organizations/rbac_roles/{id}/permissions: roles.read",
        "POST /v1/organizations/rbac_roles/{id}: roles.update, rbac_role_updated",
        "DELETE /v1/organizations/rbac_roles/{id}: roles.update, rbac_role_deleted",
        "GET /v1/organizations/rbac_role_assignments: role_assignments.read",
        "POST /v1/organizations/rbac_role_assignments: role_assignments.update, rbac_role_assigned",
        "DELETE /v1/organizations/rbac_role_assignments/{id}: role_assignments.update, rbac_role_unassigned",
        "GET /v1/organizations/access/explain: access.read or personal_keys.create",
        "GET /v1/organizations/admin_keys: admin_keys.read or personal_keys.create",
        "POST /v1/organizations/admin_keys: admin_keys.create or personal_keys.create, admin_api_key_created",
        "GET /v1/organizations/admin_keys/{id}: admin_keys.read or personal_keys.create",
        "POST /v1/organizations/admin_keys/{id}: admin_keys.update or personal_keys.create, admin_api_key_updated",
        "GET /v1/organizations/workspaces: workspaces.read",
        "POST /v1/organizations/workspaces: workspaces.create, platform_workspace_created",
        "GET /v1/organizations/workspaces/{id}: workspaces.read",
        "POST /v1/organizations/workspaces/{id}: workspaces.update, platform_workspace_updated",
        "POST /v1/organizations/workspaces/{id}/archive: workspaces.archive, platform_workspace_archived",
        "GET /v1/organizations/api_keys: keys.read",
        "POST /v1/organizations/api_keys: keys.create, platform_api_key_created",
        "GET /v1/organizations/api_keys/{id}: keys.read",
        "POST /v1/organizations/api_keys/{id}: keys.update, platform_api_key_updated",
        "POST /v1/organizations/api_keys/{id}/rotate: keys.rotate, platform_api_key_rotated",
        "GET /v1/organizations/api_keys/{id}/secrets: keys.read",
        "POST /v1/organizations/api_keys/{id}/secrets/{secret}/end: keys.rotate, platform_api_key_secret_ended",
        "GET /v1/organizations/rotations: keys.read",
        "POST /v1/organizations/api_keys/{id}/deliver: keys.rotate, platform_api_key_delivery_started",
        "GET /v1/organizations/rotation_policies: keys.read",
        "POST /v1/organizations/rotation_policies/{scopeId}: rotation.update, rotation_policy_updated",
        "GET /v1/organizations/secret_sinks: secret_sinks.read",
        "POST /v1/organizations/secret_sinks/{name}: secret_sinks.update, secret_sink_updated",
        "DELETE /v1/organizations/secret_sinks/{name}: secret_sinks.update, secret_sink_deleted",
        "POST /v1/organizations/leak_reports: keys.rotate, platform_api_key_leak_reported",
        "POST /v1/secret_scanning/github: open to strangers, platform_api_key_leak_reported",
        "GET /v1/organizations/rate_limits: rates.read",
        "GET /v1/organizations/rate_limits/tier: rates.read",
        "POST /v1/organizations/rate_limits/tier: rates.update, organization_rate_limit_tier_changed",
        "GET /v1/organizations/workspaces/{id}/rate_limits: rates.read",
        "POST /v1/organizations/workspaces/{id}/rate_limits/{rateLimitId}: rates.update, platform_workspace_rate_limit_updated",
        "GET /v1/organizations/tiers: rates.read",
        "POST /v1/organizations/tiers: rates.update, rate_limit_tier_created",
        "GET /v1/organizations/tiers/{name}: rates.read",
        "POST /v1/organizations/tiers/{name}: rates.update, rate_limit_tier_updated",
        "DELETE /v1/organizations/tiers/{name}: rates.update, rate_limit_tier_deleted",
        "GET /v1/organizations/usage_report/messages: usage.read",
        "GET /v1/organizations/usage_report/claude_code: usage.read",
        "GET /v1/organizations/cost_report: usage.read",
        "GET /v1/organizations/spend_forecast: usage.read",
        "GET /v1/organizations/status: deployment.read",
        "GET /v1/organizations/settings: organization.read",
        "POST /v1/organizations/settings: organization.update, organization_updated",
        "GET /v1/organizations/spend_limits: limits.read",
        "POST /v1/organizations/spend_limits: limits.update, platform_spend_limit_created",
        "GET /v1/organizations/spend_limits/usage: limits.read",
        "GET /v1/organizations/spend_limits/explain: limits.read",
        "GET /v1/organizations/spend_limits/effective: limits.read",
        "GET /v1/organizations/spend_limits/{id}: limits.read",
        "DELETE /v1/organizations/spend_limits/{id}: limits.update, platform_spend_limit_deleted",
        "GET /v1/organizations/spend_limits/{id}/grants: limits.read",
        "POST /v1/organizations/spend_limits/{id}/grants: limits.update, spend_grant_created",
        "DELETE /v1/organizations/spend_limits/{id}/grants/{grantId}: limits.update, spend_grant_ended",
        "GET /v1/organizations/spend_limit_increase_requests: limits.read or limits.request",
        "POST /v1/organizations/spend_limit_increase_requests: limits.request, spend_limit_increase_requested",
        "GET /v1/organizations/spend_limit_increase_requests/{id}: limits.read or limits.request",
        "POST /v1/organizations/spend_limit_increase_requests/{id}/approve: limits.update, spend_limit_increase_approved",
        "POST /v1/organizations/spend_limit_increase_requests/{id}/deny: limits.update, spend_limit_increase_denied",
        "GET /v1/organizations/ledger/unresolved: ledger.read",
        "POST /v1/organizations/ledger/unresolved/{id}/resolve: ledger.resolve, spend_resolved",
        "GET /v1/organizations/upstreams: upstreams.read",
        "POST /v1/organizations/upstreams: upstreams.update, upstream_created",
        "POST /v1/organizations/upstreams/{id}: upstreams.update, upstream_credential_changed",
        "DELETE /v1/organizations/upstreams/{id}: upstreams.update, upstream_deleted",
        "POST /v1/organizations/workspaces/{id}/upstream: upstreams.update, workspace_upstream_changed",
        "GET /v1/organizations/environments: workspaces.read",
        "POST /v1/organizations/environments/{name}: organization.update, environment_updated",
        "DELETE /v1/organizations/environments/{name}: organization.update, environment_deleted",
        "GET /v1/organizations/api_keys/{id}/sightings: keys.read",
        "GET /v1/organizations/organization_file: organization_file.read",
        "POST /v1/organizations/organization_file/plan: organization_file.read",
        "POST /v1/organizations/organization_file/apply: organization_file.apply, organization_file_applied",
        "GET /v1/organizations/checklist: checklist.read",
        "POST /v1/organizations/checklist/fix: checklist.update, checklist_fixed",
        "GET /v1/organizations/checklist/runs: checklist.read",
        "POST /v1/organizations/checklist/runs: checklist.update, checklist_recorded",
        "GET /v1/organizations/checklist/runs/{id}: checklist.read",
        "GET /v1/organizations/checklist/waivers: checklist.read",
        "POST /v1/organizations/checklist/waivers: checklist.update, checklist_waiver_created",
        "DELETE /v1/organizations/checklist/waivers/{id}: checklist.update, checklist_waiver_deleted",
        "GET /v1/organizations/checklist/settings: checklist.read",
        "POST /v1/organizations/checklist/settings: checklist.update, checklist_settings_updated",
        "GET /v1/organizations/alerts: alerts.read",
        "GET /v1/organizations/alerts/{id}: alerts.read",
        "POST /v1/organizations/alerts/{id}/acknowledge: alerts.manage, alert_acknowledged",
        "GET /v1/organizations/alert_channels: alerts.read",
        "POST /v1/organizations/alert_channels: alerts.manage, alert_channel_created",
        "GET /v1/organizations/alert_channels/{id}: alerts.read",
        "POST /v1/organizations/alert_channels/{id}: alerts.manage, alert_channel_updated",
        "DELETE /v1/organizations/alert_channels/{id}: alerts.manage, alert_channel_deleted",
        "POST /v1/organizations/alert_channels/{id}/rotate_secret: alerts.manage, alert_channel_secret_rotated",
        "POST /v1/organizations/alert_channels/{id}/test: alerts.manage, alert_channel_tested",
        "GET /v1/organizations/alert_rules: alerts.read",
        "POST /v1/organizations/alert_rules: alerts.manage, alert_rule_created",
        "GET /v1/organizations/alert_rules/{id}: alerts.read",
        "POST /v1/organizations/alert_rules/{id}: alerts.manage, alert_rule_updated",
        "DELETE /v1/organizations/alert_rules/{id}: alerts.manage, alert_rule_deleted",
        "GET /v1/organizations/alert_routes: alerts.read",
        "POST /v1/organizations/alert_routes/{id}: alerts.manage, alert_route_updated",
        "GET /v1/organizations/alert_deliveries: alerts.read",
        "POST /v1/organizations/alert_deliveries/{id}/retry: alerts.manage, alert_delivery_retried",
        "GET /v1/organizations/ledger/verify: ledger.read",
        "GET /v1/organizations/audit_log: audit.read",
        "GET /v1/organizations/audit_log/{sequence}: audit.read",
        "GET /v1/organizations/audit_log/status: audit.read",
        "GET /v1/organizations/audit_log/public_key: audit.read",
        "GET /v1/organizations/audit_log/checkpoints: audit.read",
        "GET /v1/organizations/audit_log/checkpoints/latest: audit.read",
        "GET /v1/organizations/audit_log/consistency: audit.read",
        "GET /v1/organizations/audit_log/export: audit.export, audit_log_export_started",
        "GET /v1/organizations/audit_log/reviews: audit.read",
        "POST /v1/organizations/audit_log/reviews: audit.review, audit_log_review_recorded",
        "GET /v1/compliance/activities: audit.export, compliance_api_accessed",
        "GET /v1/organizations/request_log: usage.read",
    ];

    [Fact]
    public void The_table_of_routes_is_whole() => Assert.Equal(Expected.Order(StringComparer.Ordinal), Routes().Select(TextOf).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_has_a_permission_and_each_that_changes_something_an_audit_kind() => Assert.All(Routes(), route =>
    {
        var declaration = route.Metadata.GetMetadata<Declaration>();
        Assert.True(declaration is not null, $"{route.DisplayName} declares no permission");
        // Two reads are recorded: who takes the log away, and who reads the feed that compliance reads. A plan changes nothing; its question is too long for a query.
        var changes = MethodOf(route) != "GET" && route.RoutePattern.RawText?.EndsWith("/organization_file/plan", StringComparison.Ordinal) != true;
        Assert.Equal(changes || declaration.Permission == Permission.AuditExport, declaration.Kind is not null);
    });

    [Fact]
    public void Outside_the_Admin_API_and_the_console_only_the_front_door_is_routed() => Assert.Equal(
        ["/", "/healthz", "/readyz", "{**path}"], All().Where(route => !IsAdmin(route) && !route.RoutePattern.RawText!.StartsWith("/console", StringComparison.Ordinal)).Select(route => route.RoutePattern.RawText!).Order(StringComparer.Ordinal));

    private IEnumerable<RouteEndpoint> All() => fixture.Gateway.Server.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private IEnumerable<RouteEndpoint> Routes() => All().Where(route => IsAdmin(route) && route.Order != int.MaxValue);

    private static bool IsAdmin(RouteEndpoint route) => AdminApi.Roots.Any(root => route.RoutePattern.RawText!.StartsWith(root, StringComparison.Ordinal));

    private static string NeededBy(Declaration? declaration) => declaration switch
    {
        null => "nothing",
        { Permission: null } => "open to strangers",
        { Permission: { } permission, Or: { } or } => $"{PermissionNames.Of(permission)} or {PermissionNames.Of(or)}",
        { Permission: { } permission } => PermissionNames.Of(permission),
    };

    private static string MethodOf(RouteEndpoint route) => Assert.Single(route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods);

    private static string TextOf(RouteEndpoint route)
    {
        var declaration = route.Metadata.GetMetadata<Declaration>();
        var kind = declaration?.Kind is { } act ? ", " + Core.Audit.AuditKindNames.Of(act) : "";
        return $"{MethodOf(route)} {route.RoutePattern.RawText!.TrimEnd('/')}: {NeededBy(declaration)}{kind}";
    }
}
