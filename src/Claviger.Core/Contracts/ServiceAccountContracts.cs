using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Claviger.Core.Contracts;

/// <summary>Anthropic's service account object.</summary>
public sealed record ServiceAccountView(
    string Id, string Type, string Name, string? Description,
    [AllowedValues("developer", "admin")] string OrganizationRole, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? ArchivedAt,
    string? CreatedByActorId, string? UpdatedByActorId, string? ArchivedByActorId);

/// <summary><c>POST /v1/organizations/service_accounts</c></summary>
/// <param name="Name">Lower-case letters, digits and hyphens; for life.</param>
/// <param name="OrganizationRole">developer (default) or admin.</param>
public sealed record CreateServiceAccountRequest([RegularExpression("^[a-z0-9-]{1,255}$")] string Name, [Length(0, 1_000)] string? Description = null,
    [AllowedValues("developer", "admin")] string? OrganizationRole = null);

/// <summary><c>POST /v1/organizations/service_accounts/{id}</c>: omitted fields stay; a null description takes it away.</summary>
public sealed record UpdateServiceAccountRequest(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] [Length(0, 1_000)] Settable<string?> Description = default,
    [AllowedValues("developer", "admin")] string? OrganizationRole = null);

/// <param name="Implicit">True where it follows from being an account at all, as in the default workspace, and can't be taken away.</param>
public sealed record ServiceAccountWorkspaceView(
    string Type, string ServiceAccountId, string WorkspaceId,
    [AllowedValues("workspace_user", "workspace_restricted_developer", "workspace_developer", "workspace_admin", "workspace_billing")] string WorkspaceRole, bool? Implicit, string? CreatedByActorId);

/// <summary><c>POST /v1/organizations/service_accounts/{id}/workspaces</c>: a membership that is there gets the new role.</summary>
public sealed record SetServiceAccountWorkspaceRequest(string WorkspaceId,
    [AllowedValues("workspace_user", "workspace_restricted_developer", "workspace_developer", "workspace_admin")] string WorkspaceRole);

/// <summary><c>POST /v1/organizations/workspaces/{id}/service_accounts</c>: the same from the workspace's side.</summary>
public sealed record SetWorkspaceServiceAccountRequest(string ServiceAccountId,
    [AllowedValues("workspace_user", "workspace_restricted_developer", "workspace_developer", "workspace_admin")] string WorkspaceRole);

public sealed record DeletedServiceAccountWorkspaceView(string Type, string ServiceAccountId, string WorkspaceId);
