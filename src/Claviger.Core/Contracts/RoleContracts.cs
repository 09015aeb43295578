using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Claviger.Core.Contracts;

/// <summary>A role. Anthropic lists roles for Enterprise organizations only; making them is Claviger's.</summary>
/// <param name="Scope">Claviger's: organization, workspace, or any for a custom one.</param>
public sealed record RoleView(
    string Id, string Type, string DisplayName, string? Description, RoleSourceView Source,
    [AllowedValues("organization", "workspace", "any")] string Scope, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    [property: LegacyField] string Name);

/// <param name="Type">built_in (the id is Anthropic's identifier) or custom.</param>
public sealed record RoleSourceView([AllowedValues("built_in", "custom")] string Type);

/// <summary>Anthropic's permission object: here always of the organization.</summary>
/// <param name="Action">The permission, noun.verb.</param>
public sealed record RolePermissionView(string Type, string Action, PermissionResourceView Resource);

public sealed record PermissionResourceView(string Type, string OrganizationId);

/// <summary><c>POST /v1/organizations/rbac_roles</c></summary>
public sealed record CreateRoleRequest([Length(1, 100)] string DisplayName, IReadOnlyList<string> Permissions, [Length(0, 1_000)] string? Description = null);

/// <summary><c>POST /v1/organizations/rbac_roles/{id}</c>: omitted fields stay; a null description takes it away.</summary>
public sealed record UpdateRoleRequest(
    [Length(1, 100)] string? DisplayName = null, IReadOnlyList<string>? Permissions = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] [Length(0, 1_000)] Settable<string?> Description = default);

/// <summary>A role that somebody has, and where (Claviger's).</summary>
/// <param name="WorkspaceId">Null: in the whole organization.</param>
public sealed record RoleAssignmentView(string Id, string Type, string RoleId, ActorRef Principal, string? WorkspaceId, DateTimeOffset CreatedAt);

/// <summary><c>POST /v1/organizations/rbac_role_assignments</c></summary>
/// <param name="RoleId">Of a custom role, or the identifier of a workspace role.</param>
/// <param name="PrincipalType">user, service_account or group.</param>
/// <param name="WorkspaceId">Left out: in the whole organization.</param>
public sealed record AssignRoleRequest(string RoleId,
    [AllowedValues("user", "service_account", "group")] string PrincipalType, string PrincipalId, string? WorkspaceId = null);
