using static Claviger.Core.Access.Permission;

namespace Claviger.Core.Access;

/// <summary>
/// What each of Anthropic's roles may do: the one place that says so (docs/guide/roles.md is tested against it). Where Anthropic's pages
/// name a right that Claviger has no permission for, such as the playground, the role simply doesn't show it.
/// </summary>
public static class BuiltInRoles
{
    /// <summary>What everybody of the organization may: see its name, keep keys that act as themselves, and ask for more money.</summary>
    private static readonly Permission[] Everyone = [OrganizationRead, PersonalKeysCreate, LimitsRequest];

    private static readonly Permission[] OfWorkspaceUser = [WorkspacesRead];
    private static readonly Permission[] OfRestrictedDeveloper = [.. OfWorkspaceUser, KeysRead, KeysCreate, KeysUpdate, KeysRotate, KeysRevoke];
    private static readonly Permission[] OfWorkspaceDeveloper = [.. OfRestrictedDeveloper, UsageRead, LimitsRead, RatesRead];
    private static readonly Permission[] OfWorkspaceAdmin = [.. OfWorkspaceDeveloper, WorkspacesUpdate, WorkspaceMembersRead, WorkspaceMembersUpdate, MembersRead, RotationUpdate];
    private static readonly Permission[] OfWorkspaceBilling = [.. OfWorkspaceUser, UsageRead, LimitsRead, RatesRead];

    /// <summary>Permissions that can be given for one workspace. All others are about the organization as a whole.</summary>
    public static IReadOnlySet<Permission> WorkspacePermissions { get; } = new HashSet<Permission>(
        [.. OfWorkspaceAdmin, WorkspacesArchive, LimitsUpdate, RatesUpdate]);

    public static IReadOnlySet<Permission> All { get; } = Enum.GetValues<Permission>().ToHashSet();

    /// <summary>In the whole organization, and so in every workspace.</summary>
    public static IReadOnlySet<Permission> Of(OrganizationRole role) => Organization[role];

    /// <summary>In the one workspace.</summary>
    public static IReadOnlySet<Permission> Of(WorkspaceRole role) => Workspace[role];

    /// <summary>The workspace role that an organization role brings in every workspace, for as long as it lasts; null: none.</summary>
    public static WorkspaceRole? Everywhere(OrganizationRole role) => role switch
    {
        OrganizationRole.Admin => WorkspaceRole.Admin,
        OrganizationRole.Billing => WorkspaceRole.Billing,
        _ => null,
    };

    /// <summary>The default workspace has no members of its own: access to it follows the organization role.</summary>
    public static WorkspaceRole InDefaultWorkspace(OrganizationRole role) => Everywhere(role)
        ?? (role == OrganizationRole.Developer ? WorkspaceRole.Developer : WorkspaceRole.User);

    private static readonly Dictionary<OrganizationRole, IReadOnlySet<Permission>> Organization = new()
    {
        [OrganizationRole.User] = Set(Everyone),
        [OrganizationRole.ClaudeCodeUser] = Set(Everyone),
        [OrganizationRole.Developer] = Set([.. Everyone, RatesRead]),
        [OrganizationRole.Billing] = Set([.. Everyone, .. OfWorkspaceBilling, LedgerRead, AlertsRead]),
        [OrganizationRole.Admin] = All,
    };

    private static readonly Dictionary<WorkspaceRole, IReadOnlySet<Permission>> Workspace = new()
    {
        [WorkspaceRole.User] = Set(OfWorkspaceUser),
        [WorkspaceRole.RestrictedDeveloper] = Set(OfRestrictedDeveloper),
        [WorkspaceRole.Developer] = Set(OfWorkspaceDeveloper),
        [WorkspaceRole.Admin] = Set(OfWorkspaceAdmin),
        [WorkspaceRole.Billing] = Set(OfWorkspaceBilling),
    };

    private static HashSet<Permission> Set(Permission[] permissions) => [.. permissions];
}
