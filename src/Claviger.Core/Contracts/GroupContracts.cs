using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Claviger.Core.Contracts;

/// <summary>Anthropic's group object (Enterprise organizations there), and a description of Claviger's.</summary>
/// <param name="SourceType">direct: made by API or command line.</param>
/// <param name="RoleIds">Roles that its members have in the whole organization.</param>
public sealed record GroupView(
    string Id, string Type, string Name, string SourceType, string? Description, IReadOnlyList<string> RoleIds, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    [property: LegacyField] IReadOnlyList<string> Roles);

/// <summary><c>POST /v1/organizations/rbac_groups</c></summary>
public sealed record CreateGroupRequest([Length(1, 100)] string Name, [Length(0, 1_000)] string? Description = null);

/// <summary><c>POST /v1/organizations/rbac_groups/{id}</c>: omitted fields stay; a null description takes it away.</summary>
public sealed record UpdateGroupRequest(
    [Length(1, 100)] string? Name = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] [Length(0, 1_000)] Settable<string?> Description = default);

/// <param name="CreatedAt">When the person joined it.</param>
public sealed record GroupMemberView(string Type, string RbacGroupId, string UserId, string Email, DateTimeOffset CreatedAt, [property: LegacyField] string GroupId);

/// <summary><c>POST /v1/organizations/rbac_groups/{id}/members</c></summary>
public sealed record AddGroupMemberRequest(string UserId);

public sealed record DeletedGroupMemberView(string Type, string RbacGroupId, string UserId);
