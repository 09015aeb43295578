using static Claviger.IntegrationTests.Access.Level;

namespace Claviger.IntegrationTests.Access;

/// <summary>Every route of the Admin API with what it needs, written by hand. A route that is missing here fails the matrix.</summary>
internal static class MatrixRoutes
{
    private static readonly object Limits = new { };

    public static IReadOnlyList<MatrixRoute> All(MatrixWorld world) =>
    [
        Get("/me", "organization.read"), Get("/openapi.json", "organization.read"), Get("/settings", "organization.read"), Get("/status", "deployment.read"),
        Post("/settings", "organization.update", (_, _) => Limits),

        Get("/users", "members.read", Anywhere), Get("/users/{id}", "members.read", Anywhere, "member", id => $"/users/{id}"),
        Post("/users/{id}", "members.update", (_, _) => new { role = "user" }, Organization, "member", id => $"/users/{id}"),
        Delete("/users/{id}", "members.delete", Organization, "member", id => $"/users/{id}"),
        Post("/users/{id}/offboard", "members.delete", null, Organization, "member", id => $"/users/{id}/offboard") with { Ends = true },
        Get("/offboardings", "audit.read"), Get("/offboardings/{id}", "audit.read", Organization, "offboarding", id => $"/offboardings/{id}"),
        Get("/invites", "invites.read"), Get("/invites/{id}", "invites.read", Organization, "invite", id => $"/invites/{id}"),
        Post("/invites", "invites.create", (_, n) => new { email = $"matrix{n}@example.org", role = "user" }),
        Post("/invites/accept", "", (_, _) => new { acceptance_token = "clvi_wrong" }, Open),
        Delete("/invites/{id}", "invites.delete", Organization, "invite", id => $"/invites/{id}"),

        Get("/workspaces", "workspaces.read", Anywhere), Post("/workspaces", "workspaces.create", (_, n) => new { name = $"Matrix {n}", environment = "staging" }),
        Get("/workspaces/{id}", "workspaces.read", Workspace, "workspace", id => $"/workspaces/{id}"),
        Post("/workspaces/{id}", "workspaces.update", (_, _) => Limits, Workspace, "workspace", id => $"/workspaces/{id}", "workspaces.read"),
        Post("/workspaces/{id}/archive", "workspaces.archive", null, Workspace, "workspace", id => $"/workspaces/{id}/archive", "workspaces.read") with { Ends = true },
        Get("/workspaces/{id}/members", "workspace_members.read", Workspace, "workspace", id => $"/workspaces/{id}/members"),
        Get("/workspaces/{id}/members/{userId}", "workspace_members.read", Workspace, "workspace_member", id => $"/workspaces/{id.Replace(" ", "/members/", StringComparison.Ordinal)}"),
        Post("/workspaces/{id}/members", "workspace_members.update", (_, _) => new { user_id = world.Spare, workspace_role = "workspace_user" }, Workspace, "workspace", id => $"/workspaces/{id}/members", "workspaces.read"),
        Post("/workspaces/{id}/members/{userId}", "workspace_members.update", (_, _) => new { workspace_role = "workspace_user" }, Workspace, "workspace_member", id => $"/workspaces/{id.Replace(" ", "/members/", StringComparison.Ordinal)}", "workspaces.read"),
        Delete("/workspaces/{id}/members/{userId}", "workspace_members.update", Workspace, "workspace_member", id => $"/workspaces/{id.Replace(" ", "/members/", StringComparison.Ordinal)}", "workspaces.read"),
        Get("/workspaces/{id}/service_accounts", "workspace_members.read", Workspace, "workspace", id => $"/workspaces/{id}/service_accounts"),
        Get("/workspaces/{id}/service_accounts/{accountId}", "workspace_members.read", Workspace, "workspace_account", id => $"/workspaces/{id.Replace(" ", "/service_accounts/", StringComparison.Ordinal)}"),
        Post("/workspaces/{id}/service_accounts", "workspace_members.update", (_, _) => new { service_account_id = world.Account, workspace_role = "workspace_user" }, Workspace, "workspace", id => $"/workspaces/{id}/service_accounts", "workspaces.read"),
        Post("/workspaces/{id}/service_accounts/{accountId}", "workspace_members.update", (_, _) => new { workspace_role = "workspace_user" }, Workspace, "workspace_account", id => $"/workspaces/{id.Replace(" ", "/service_accounts/", StringComparison.Ordinal)}", "workspaces.read"),
        Delete("/workspaces/{id}/service_accounts/{accountId}", "workspace_members.update", Workspace, "workspace_account", id => $"/workspaces/{id.Replace(" ", "/service_accounts/", StringComparison.Ordinal)}", "workspaces.read"),
        Get("/workspaces/{id}/rate_limits", "rates.read", Workspace, "workspace", id => $"/workspaces/{id}/rate_limits"),
        Post("/workspaces/{id}/rate_limits/{rateLimitId}", "rates.update", (_, _) => new { limits = Array.Empty<object>() }, Workspace, "workspace", id => $"/workspaces/{id}/rate_limits/{world.RateLimit}", "rates.read"),

        Get("/api_keys", "keys.read", Anywhere), Get("/api_keys/{id}", "keys.read", Workspace, "key", id => $"/api_keys/{id}"),
        Post("/api_keys", "keys.create", (id, n) => new { workspace_id = id, service = $"matrix-{n}", owner_user_id = (string?)null }, Workspace, "workspace", _ => "/api_keys", "workspaces.read") with { Hidden = 400 },
        Post("/api_keys/{id}", "keys.update", (_, _) => Limits, Workspace, "key", id => $"/api_keys/{id}", "keys.read"),

        Post("/api_keys/{id}/rotate", "keys.rotate", (_, _) => new { leaked = true }, Workspace, "key", id => $"/api_keys/{id}/rotate", "keys.read"),
        Get("/api_keys/{id}/secrets", "keys.read", Workspace, "key", id => $"/api_keys/{id}/secrets"),
        Post("/api_keys/{id}/secrets/{secret}/end", "keys.rotate", (_, _) => Limits, Workspace, "key", id => $"/api_keys/{id}/secrets/AAAAAAAAAAA/end", "keys.read"),

        Post("/api_keys/{id}/deliver", "keys.rotate", (_, _) => new { leaked = true }, Workspace, "key", id => $"/api_keys/{id}/deliver", "keys.read"),
        Get("/rotations", "keys.read", Anywhere), Get("/rotation_policies", "keys.read", Anywhere),
        Post("/rotation_policies/{scopeId}", "rotation.update", (_, _) => Limits, Workspace, "workspace", id => $"/rotation_policies/{id}", "workspaces.read"),
        Get("/secret_sinks", "secret_sinks.read"),
        Post("/secret_sinks/{name}", "secret_sinks.update", (_, _) => MatrixWorld.Hook, Organization, null, _ => "/secret_sinks/matrix"),
        Delete("/secret_sinks/{name}", "secret_sinks.update", Organization, "secret_sink", id => $"/secret_sinks/{id}"),

        Post("/leak_reports", "keys.rotate", (_, _) => new { tokens = new[] { "clvk_nobodys" } }, Anywhere),

        Get("/admin_keys", "admin_keys.read", Organization) with { Or = "personal_keys.create", IsList = true },
        Post("/admin_keys", "admin_keys.create", (_, n) => new { name = $"matrix {n}", scopes = new[] { "organization.read" } }) with { Or = "personal_keys.create" },
        Get("/admin_keys/{id}", "admin_keys.read", Organization, "admin_key", id => $"/admin_keys/{id}") with { Or = "personal_keys.create" },
        Post("/admin_keys/{id}", "admin_keys.update", (_, _) => Limits, Organization, "admin_key", id => $"/admin_keys/{id}", "admin_keys.read") with { Or = "personal_keys.create" },

        Get("/service_accounts", "service_accounts.read"), Post("/service_accounts", "service_accounts.create", (_, n) => new { name = $"matrix-{n}" }),
        Get("/service_accounts/{id}", "service_accounts.read", Organization, "service_account", id => $"/service_accounts/{id}"),
        Post("/service_accounts/{id}", "service_accounts.update", (_, _) => Limits, Organization, "service_account", id => $"/service_accounts/{id}"),
        Post("/service_accounts/{id}/archive", "service_accounts.archive", null, Organization, "service_account", id => $"/service_accounts/{id}/archive") with { Ends = true },
        Get("/service_accounts/{id}/workspaces", "service_accounts.read", Organization, "service_account", id => $"/service_accounts/{id}/workspaces"),
        Post("/service_accounts/{id}/workspaces", "workspace_members.update", (id, _) => new { workspace_id = id, workspace_role = "workspace_user" }, Workspace, "workspace", _ => $"/service_accounts/{world.Account}/workspaces", "workspaces.read"),
        Delete("/service_accounts/{id}/workspaces/{workspaceId}", "workspace_members.update", Workspace, "workspace_account",
            id => $"/service_accounts/{id.Split(' ')[1]}/workspaces/{id.Split(' ')[0]}", "workspaces.read"),

        Get("/rbac_groups", "groups.read"), Post("/rbac_groups", "groups.update", (_, n) => new { name = $"matrix {n}" }),
        Get("/rbac_groups/{id}", "groups.read", Organization, "group", id => $"/rbac_groups/{id}"),
        Post("/rbac_groups/{id}", "groups.update", (_, _) => Limits, Organization, "group", id => $"/rbac_groups/{id}"),
        Delete("/rbac_groups/{id}", "groups.update", Organization, "group", id => $"/rbac_groups/{id}"),
        Get("/rbac_groups/{id}/members", "groups.read", Organization, "group", id => $"/rbac_groups/{id}/members"),
        Post("/rbac_groups/{id}/members", "groups.update", (_, _) => new { user_id = world.Spare }, Organization, "group", id => $"/rbac_groups/{id}/members") with { Ends = true },
        Delete("/rbac_groups/{id}/members/{userId}", "groups.update", Organization, "group_member", id => $"/rbac_groups/{id}/members/{world.Spare}"),

        Get("/rbac_roles", "roles.read"), Post("/rbac_roles", "roles.update", (_, n) => new { display_name = $"matrix {n}", permissions = new[] { "keys.read" } }),
        Get("/rbac_roles/{id}", "roles.read", Organization, "role", id => $"/rbac_roles/{id}"),
        Get("/rbac_roles/{id}/permissions", "roles.read", Organization, "role", id => $"/rbac_roles/{id}/permissions"),
        Post("/rbac_roles/{id}", "roles.update", (_, _) => Limits, Organization, "role", id => $"/rbac_roles/{id}"),
        Delete("/rbac_roles/{id}", "roles.update", Organization, "role", id => $"/rbac_roles/{id}"),
        Get("/rbac_role_assignments", "role_assignments.read"),
        Post("/rbac_role_assignments", "role_assignments.update", (id, _) => new { role_id = id, principal_type = "user", principal_id = world.Spare }, Organization, "role", _ => "/rbac_role_assignments") with { Hidden = 400 },
        Delete("/rbac_role_assignments/{id}", "role_assignments.update", Organization, "assignment", id => $"/rbac_role_assignments/{id}"),
        Get("/access/explain", "access.read", Organization, "member", id => $"/access/explain?actor_id={id}&permission=keys.read"),

        Get("/rate_limits", "rates.read"), Get("/rate_limits/tier", "rates.read"), Post("/rate_limits/tier", "rates.update", (_, _) => new { tier = "none" }),
        Get("/tiers", "rates.read"), Get("/tiers/{name}", "rates.read", Organization, "tier", id => $"/tiers/{id}"),
        Post("/tiers", "rates.update", (_, n) => new { name = $"matrix-{n}", classes = MatrixWorld.TierClasses }),
        Post("/tiers/{name}", "rates.update", (_, _) => Limits, Organization, "tier", id => $"/tiers/{id}"),
        Delete("/tiers/{name}", "rates.update", Organization, "tier", id => $"/tiers/{id}"),
        Get("/usage_report/messages", "usage.read", Anywhere, null, _ => "/usage_report/messages?starting_at=2026-11-23T00:00:00Z"),
        Get("/usage_report/claude_code", "usage.read", Anywhere, null, _ => "/usage_report/claude_code?starting_at=2026-11-23"),
        Get("/cost_report", "usage.read", Anywhere, null, _ => "/cost_report?starting_at=2026-11-23T00:00:00Z"), Get("/spend_forecast", "usage.read", Anywhere),

        Get("/spend_limits", "limits.read", Anywhere), Get("/spend_limits/usage", "limits.read", Anywhere), Get("/spend_limits/effective", "limits.read"),
        Post("/spend_limits", "limits.update", (id, _) => new { scope = new { type = "workspace", workspace_id = id }, period = "daily", amount = "500" }, Workspace, "workspace", _ => "/spend_limits", "limits.read"),
        Get("/spend_limits/explain", "limits.read", Workspace, "key", id => $"/spend_limits/explain?api_key_id={id}"),
        Get("/spend_limits/{id}", "limits.read", Workspace, "limit", id => $"/spend_limits/{id}"),
        Delete("/spend_limits/{id}", "limits.update", Workspace, "limit", id => $"/spend_limits/{id}", "limits.read"),
        Get("/spend_limits/{id}/grants", "limits.read", Workspace, "limit", id => $"/spend_limits/{id}/grants"),
        Post("/spend_limits/{id}/grants", "limits.update", (_, _) => new { amount = "1", ends_at = "2027-01-01T00:00:00Z" }, Workspace, "limit", id => $"/spend_limits/{id}/grants", "limits.read") with { Ends = true },
        Delete("/spend_limits/{id}/grants/{grantId}", "limits.update", Workspace, "grant", id => $"/spend_limits/{id.Replace(" ", "/grants/", StringComparison.Ordinal)}", "limits.read"),
        Get("/spend_limit_increase_requests", "limits.read", Anywhere) with { Or = "limits.request", IsList = true },
        Post("/spend_limit_increase_requests", "limits.request", (_, _) => new { amount = "9000", reason = "matrix" }),
        Get("/spend_limit_increase_requests/{id}", "limits.read", Workspace, "increase", id => $"/spend_limit_increase_requests/{id}") with { Or = "limits.request" },
        Post("/spend_limit_increase_requests/{id}/approve", "limits.update", (_, n) => new { amount = $"{100_000 + n}" }, Workspace, "increase", id => $"/spend_limit_increase_requests/{id}/approve", "limits.read") with { Ends = true },
        Post("/spend_limit_increase_requests/{id}/deny", "limits.update", null, Workspace, "increase", id => $"/spend_limit_increase_requests/{id}/deny", "limits.read") with { Ends = true },
        Get("/audit_log", "audit.read"), Get("/audit_log/{sequence}", "audit.read", Organization, null, _ => "/audit_log/1"), Get("/audit_log/status", "audit.read"),
        Get("/audit_log/public_key", "audit.read"), Get("/audit_log/checkpoints", "audit.read"), Get("/audit_log/checkpoints/latest", "audit.read"),
        Get("/audit_log/consistency", "audit.read", Organization, null, _ => "/audit_log/consistency?from=1&to=2"),
        Get("/audit_log/export", "audit.export"), Get("/audit_log/reviews", "audit.read"),
        Post("/audit_log/reviews", "audit.review", (_, _) => new { up_to = 1 }),
        Get("/request_log", "usage.read"),
        Get("/upstreams", "upstreams.read"), Post("/upstreams", "upstreams.update", (_, n) => new { name = $"matrix {n}", api_key = "sk-ant-matrix" }),
        Post("/upstreams/{id}", "upstreams.update", (_, _) => Limits, Organization, "upstream", id => $"/upstreams/{id}"),
        Delete("/upstreams/{id}", "upstreams.update", Organization, "upstream", id => $"/upstreams/{id}"),
        Post("/workspaces/{id}/upstream", "upstreams.update", (_, _) => Limits, Organization, "workspace", id => $"/workspaces/{id}/upstream"),
        Get("/environments", "workspaces.read"), Post("/environments/{name}", "organization.update", (_, _) => new { block = false }, Organization, null, _ => "/environments/matrix"),
        Delete("/environments/{name}", "organization.update", Organization, "environment", id => $"/environments/{id}"),
        Get("/api_keys/{id}/sightings", "keys.read", Workspace, "key", id => $"/api_keys/{id}/sightings"),
        Get("/organization_file", "organization_file.read"), Post("/organization_file/plan", "organization_file.read", (_, _) => new { document = new { version = 1 } }),
        Post("/organization_file/apply", "organization_file.apply", (_, _) => new { document = new { version = 1 } }),
        Get("/checklist", "checklist.read"), Get("/checklist/settings", "checklist.read"), Post("/checklist/settings", "checklist.update", (_, _) => Limits),
        Post("/checklist/fix", "checklist.update", (_, _) => new { control_id = "unused-keys", dry_run = true }),
        Get("/checklist/runs", "checklist.read"), Post("/checklist/runs", "checklist.update", null),
        Get("/checklist/runs/{id}", "checklist.read", Organization, "checklist_run", id => $"/checklist/runs/{id}"),
        Get("/checklist/waivers", "checklist.read"),
        Post("/checklist/waivers", "checklist.update", (_, n) => new { control_id = "unused-keys", subject_id = $"matrix-{n}", reason = "matrix", ends_at = "2027-01-01T00:00:00Z", owner_user_id = world.Spare }),
        Delete("/checklist/waivers/{id}", "checklist.update", Organization, "waiver", id => $"/checklist/waivers/{id}"),
        Get("/alerts", "alerts.read"), Get("/alerts/{id}", "alerts.read", Organization, "alert", id => $"/alerts/{id}"),
        Post("/alerts/{id}/acknowledge", "alerts.manage", null, Organization, "alert", id => $"/alerts/{id}/acknowledge"),
        Get("/alert_channels", "alerts.read"), Post("/alert_channels", "alerts.manage", (_, n) => new { name = $"matrix {n}", channel_type = "email", addresses = new[] { "admins" } }),
        Get("/alert_channels/{id}", "alerts.read", Organization, "alert_channel", id => $"/alert_channels/{id}"),
        Post("/alert_channels/{id}", "alerts.manage", (_, _) => Limits, Organization, "alert_channel", id => $"/alert_channels/{id}"),
        Delete("/alert_channels/{id}", "alerts.manage", Organization, "alert_channel", id => $"/alert_channels/{id}"),
        Post("/alert_channels/{id}/rotate_secret", "alerts.manage", (_, _) => Limits, Organization, "alert_channel", id => $"/alert_channels/{id}/rotate_secret"),
        Post("/alert_channels/{id}/test", "alerts.manage", null, Organization, "alert_channel", id => $"/alert_channels/{id}/test"),
        Get("/alert_rules", "alerts.read"), Post("/alert_rules", "alerts.manage", (_, n) => new { name = $"matrix {n}", kind = "key_unused" }),
        Get("/alert_rules/{id}", "alerts.read", Organization, "alert_rule", id => $"/alert_rules/{id}"),
        Post("/alert_rules/{id}", "alerts.manage", (_, _) => Limits, Organization, "alert_rule", id => $"/alert_rules/{id}"),
        Delete("/alert_rules/{id}", "alerts.manage", Organization, "alert_rule", id => $"/alert_rules/{id}"),
        Get("/alert_routes", "alerts.read"), Post("/alert_routes/{id}", "alerts.manage", (_, _) => new { channel_ids = Array.Empty<string>() }, Organization, "workspace", id => $"/alert_routes/{id}"),
        Get("/alert_deliveries", "alerts.read"), Post("/alert_deliveries/{id}/retry", "alerts.manage", null, Organization, "alert_delivery", id => $"/alert_deliveries/{id}/retry"),
        Get("/ledger/unresolved", "ledger.read"), Get("/ledger/verify", "ledger.read"),
        Post("/ledger/unresolved/{id}/resolve", "ledger.resolve", (_, _) => new { amount = "0" }, Organization, "unresolved", id => $"/ledger/unresolved/{id}/resolve"),
    ];

    private static MatrixRoute Get(string template, string permission, Level level = Organization, string? target = null, Func<string, string>? path = null) =>
        new("GET", template, permission, level, target, path ?? (_ => template));

    private static MatrixRoute Post(
        string template, string permission, Func<string, int, object?>? body, Level level = Organization, string? target = null, Func<string, string>? path = null, string? toSee = null) =>
        new("POST", template, permission, level, target, path ?? (_ => template), body, toSee);

    private static MatrixRoute Delete(string template, string permission, Level level, string target, Func<string, string> path, string? toSee = null) =>
        new("DELETE", template, permission, level, target, path, null, toSee, Ends: true);
}
