using Claviger.Core.Audit;

namespace Claviger.Core.Access;

/// <summary>
/// Who acts on the control plane. Made by authentication only, from the stored credential: nothing a client sends can set it.
/// </summary>
/// <param name="Type">admin_key, member or system.</param>
/// <param name="Id">The credential or member; null for the system itself.</param>
/// <param name="Member">The person behind it, who becomes the maker of what it creates.</param>
public sealed record Actor(string Type, string? Id, OrganizationId Organization, MemberId? Member, IReadOnlySet<Permission> Permissions)
{
    /// <summary>The call it acts by; null for the program itself.</summary>
    public RequestOrigin? Request { get; init; }

    public static Actor System(OrganizationId organization) =>
        new("system", null, organization, null, Enum.GetValues<Permission>().ToHashSet());

    /// <summary>Default deny: only what is listed.</summary>
    public bool May(Permission permission) => Permissions.Contains(permission);

    public AuditEntry Did(AuditKind kind, string target, string? detail = null) =>
        new(kind, AuditOutcome.Done, Organization, Type, Id, target, detail, Request);

    public AuditEntry WasDenied(AuditKind kind, string target, Permission missing) =>
        new(kind, AuditOutcome.Denied, Organization, Type, Id, target, $"{{\"missing\":\"{PermissionNames.Of(missing)}\"}}", Request);
}
