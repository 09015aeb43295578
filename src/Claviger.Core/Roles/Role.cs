using Claviger.Core.Access;

namespace Claviger.Core.Roles;

/// <summary>A custom role: a named set of permissions.</summary>
public sealed record Role(
    RoleId Id, OrganizationId Organization, string Name, string? Description, IReadOnlySet<Permission> Permissions, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
