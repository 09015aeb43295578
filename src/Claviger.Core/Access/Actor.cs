using Claviger.Core.Audit;

namespace Claviger.Core.Access;

/// <summary>
/// Who acts on the control plane. Made by authentication only, from the stored credential: nothing a client sends can set it.
/// </summary>
/// <param name="Type">admin_key, user, service_account or system.</param>
/// <param name="Id">The key, member or service account; null for the system itself.</param>
/// <param name="Member">The person behind it, who becomes the maker of what it creates.</param>
/// <param name="Permissions">In the organization as a whole, and so in every workspace.</param>
public sealed record Actor(string Type, string? Id, OrganizationId Organization, MemberId? Member, IReadOnlySet<Permission> Permissions)
{
    public const string AdminKeyType = "admin_key";
    public const string UserType = "user";
    public const string ServiceAccountType = "service_account";

    /// <summary>The call it acts by; null for the program itself.</summary>
    public RequestOrigin? Request { get; init; }

    /// <summary>In single workspaces, beyond <see cref="Permissions"/>.</summary>
    public Rights InWorkspaces { private get; init; } = Rights.None;

    /// <summary>The admin key that it presented; null: none, as for the system.</summary>
    public AdminKeyId? Credential { get; init; }

    /// <summary>What the presented key is held to; null: nothing beyond its owner's rights.</summary>
    public IReadOnlySet<Permission>? Scopes { get; init; }

    /// <summary>When the presented key ends: what it makes for its owner can't outlive it.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    public static Actor System(OrganizationId organization) => new("system", null, organization, null, BuiltInRoles.All);

    public static Actor With(string type, string? id, OrganizationId organization, MemberId? member, Rights rights) =>
        new(type, id, organization, member, rights.Organization) { InWorkspaces = rights };

    /// <summary>In the whole organization. Default deny: only what is listed.</summary>
    public bool May(Permission permission) => Permissions.Contains(permission);

    public bool MayIn(Permission permission, WorkspaceId workspace) => May(permission) || InWorkspaces.MayIn(permission, workspace);

    /// <summary>In the organization or in some workspace: the first question, before anything is looked for.</summary>
    public bool MayAnywhere(Permission permission) => May(permission) || InWorkspaces.MayAnywhere(permission);

    /// <summary>Null: in all of them.</summary>
    public IReadOnlyList<WorkspaceId>? WorkspacesWith(Permission permission) => May(permission) ? null : InWorkspaces.WorkspacesWith(permission);

    /// <summary>The first right of those that this actor lacks, and so can't give or take; null: it has them all.</summary>
    public (Permission Permission, WorkspaceId? Workspace)? Lacks(Rights rights) => RightsOf().Lacks(rights);

    public AuditEntry Did(AuditKind kind, string target, string? detail = null) =>
        new(kind, AuditOutcome.Done, Organization, Type, Id, target, detail, Request);

    public AuditEntry WasDenied(AuditKind kind, string target, Permission missing) =>
        new(kind, AuditOutcome.Denied, Organization, Type, Id, target, $"{{\"missing\":\"{PermissionNames.Of(missing)}\"}}", Request);

    private Rights RightsOf() => InWorkspaces.Over(Permissions);
}
