namespace Claviger.Core.Access;

/// <summary>The one place where a permission gets its name. Names, once shipped, are never reworded.</summary>
public static class PermissionNames
{
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
        _ => throw new ArgumentOutOfRangeException(nameof(permission)),
    };
}
