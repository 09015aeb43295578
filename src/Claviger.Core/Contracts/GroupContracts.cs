using System.Text.Json.Serialization;

namespace Claviger.Core.Contracts;

/// <summary>A group. Anthropic has it for Enterprise organizations only; fields beyond id, name and roles are unverified.</summary>
/// <param name="RoleIds">Roles that its members have in the whole organization.</param>
public sealed record GroupView(
    string Id, string Type, string Name, string? Description, IReadOnlyList<string> RoleIds, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    [property: LegacyField] IReadOnlyList<string> Roles);

/// <summary><c>POST /v1/organizations/rbac_groups</c></summary>
public sealed record CreateGroupRequest(string Name, string? Description = null);

/// <summary><c>POST /v1/organizations/rbac_groups/{id}</c>: omitted fields stay; a null description takes it away.</summary>
public sealed record UpdateGroupRequest(
    string? Name = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Settable<string?> Description = default);

public sealed record GroupMemberView(string Type, string RbacGroupId, string UserId, DateTimeOffset AddedAt, [property: LegacyField] string GroupId);

/// <summary><c>POST /v1/organizations/rbac_groups/{id}/members</c></summary>
public sealed record AddGroupMemberRequest(string UserId);

public sealed record DeletedGroupMemberView(string Type, string RbacGroupId, string UserId);
