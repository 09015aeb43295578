namespace Claviger.Core.Access;

/// <summary>The one place where a permission gets its name. Names, once shipped, are never reworded.</summary>
public static class PermissionNames
{
    private static readonly Dictionary<string, Permission> ByName = Enum.GetValues<Permission>().ToDictionary(Of, StringComparer.Ordinal);

    /// <summary>Every name, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Permission>().Select(Of).Order(StringComparer.Ordinal)];

    public static Permission? Find(string name) => ByName.TryGetValue(name, out var permission) ? permission : null;

    public static string Of(Permission permission) => permission switch
    {
        Permission.OrganizationRead => "organization.read",
        Permission.WorkspacesRead => "workspaces.read",
        Permission.WorkspacesCreate => "workspaces.create",
        Permission.WorkspacesUpdate => "workspaces.update",
        Permission.WorkspacesArchive => "workspaces.archive",
        Permission.KeysRead => "keys.read",
        Permission.KeysCreate => "keys.create",
        Permission.KeysUpdate => "keys.update",
        Permission.KeysRevoke => "keys.revoke",
        Permission.KeysRotate => "keys.rotate",
        Permission.MembersRead => "members.read",
        Permission.UsageRead => "usage.read",
        Permission.UpstreamsRead => "upstreams.read",
        Permission.UpstreamsUpdate => "upstreams.update",
        Permission.AuditRead => "audit.read",
        Permission.DeploymentRead => "deployment.read",
        Permission.OrganizationUpdate => "organization.update",
        Permission.LimitsRead => "limits.read",
        Permission.LimitsUpdate => "limits.update",
        Permission.LedgerRead => "ledger.read",
        Permission.LedgerResolve => "ledger.resolve",
        Permission.RatesRead => "rates.read",
        Permission.RatesUpdate => "rates.update",
        Permission.AuditExport => "audit.export",
        Permission.AuditReview => "audit.review",
        Permission.MembersUpdate => "members.update",
        Permission.MembersDelete => "members.delete",
        Permission.InvitesRead => "invites.read",
        Permission.InvitesCreate => "invites.create",
        Permission.InvitesDelete => "invites.delete",
        Permission.WorkspaceMembersRead => "workspace_members.read",
        Permission.WorkspaceMembersUpdate => "workspace_members.update",
        Permission.AdminKeysRead => "admin_keys.read",
        Permission.AdminKeysCreate => "admin_keys.create",
        Permission.AdminKeysUpdate => "admin_keys.update",
        Permission.PersonalKeysCreate => "personal_keys.create",
        Permission.ServiceAccountsRead => "service_accounts.read",
        Permission.ServiceAccountsCreate => "service_accounts.create",
        Permission.ServiceAccountsUpdate => "service_accounts.update",
        Permission.ServiceAccountsArchive => "service_accounts.archive",
        Permission.GroupsRead => "groups.read",
        Permission.GroupsUpdate => "groups.update",
        Permission.RolesRead => "roles.read",
        Permission.RolesUpdate => "roles.update",
        Permission.RoleAssignmentsRead => "role_assignments.read",
        Permission.RoleAssignmentsUpdate => "role_assignments.update",
        Permission.AccessRead => "access.read",
        Permission.LimitsRequest => "limits.request",
        Permission.ChecklistRead => "checklist.read",
        Permission.ChecklistUpdate => "checklist.update",
        Permission.OrganizationFileRead => "organization_file.read",
        Permission.OrganizationFileApply => "organization_file.apply",
        Permission.AlertsRead => "alerts.read",
        Permission.AlertsManage => "alerts.manage",
        Permission.RotationUpdate => "rotation.update",
        Permission.SecretSinksRead => "secret_sinks.read",
        Permission.SecretSinksUpdate => "secret_sinks.update",
        _ => throw new ArgumentOutOfRangeException(nameof(permission)),
    };
}
