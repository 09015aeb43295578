namespace Claviger.Core.Access;

/// <summary>Every permission there is. The wire name is <c>noun.verb</c>, see <see cref="PermissionNames"/>.</summary>
public enum Permission
{
    OrganizationRead,
    WorkspacesRead,
    WorkspacesCreate,
    WorkspacesUpdate,
    WorkspacesArchive,
    KeysRead,
    KeysCreate,
    KeysUpdate,
    KeysRevoke,
    KeysRotate,
    MembersRead,
    UsageRead,
    UpstreamsRead,
    UpstreamsUpdate,
    AuditRead,
    DeploymentRead,
    OrganizationUpdate,
    LimitsRead,
    LimitsUpdate,
    LedgerRead,
    LedgerResolve,
    RatesRead,
    RatesUpdate,
}
