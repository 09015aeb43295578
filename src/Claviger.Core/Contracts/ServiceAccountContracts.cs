using System.Text.Json.Serialization;

namespace Claviger.Core.Contracts;

/// <summary>Anthropic's service account object.</summary>
public sealed record ServiceAccountView(
    string Id, string Type, string Name, string? Description, string OrganizationRole, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? ArchivedAt,
    string? CreatedByActorId, string? UpdatedByActorId, string? ArchivedByActorId);

/// <summary><c>POST /v1/organizations/service_accounts</c></summary>
/// <param name="Name">Lower-case letters, digits and hyphens; for life.</param>
/// <param name="OrganizationRole">developer (default) or admin.</param>
public sealed record CreateServiceAccountRequest(string Name, string? Description = null, string? OrganizationRole = null);

/// <summary><c>POST /v1/organizations/service_accounts/{id}</c>: omitted fields stay; a null description takes it away.</summary>
public sealed record UpdateServiceAccountRequest(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Settable<string?> Description = default, string? OrganizationRole = null);

/// <param name="Implicit">True where it follows from being an account at all, as in the default workspace, and can't be taken away.</param>
public sealed record ServiceAccountWorkspaceView(
    string Type, string ServiceAccountId, string WorkspaceId, string WorkspaceRole, bool? Implicit, string? CreatedByActorId);

/// <summary><c>POST /v1/organizations/service_accounts/{id}/workspaces</c>: a membership that is there gets the new role.</summary>
public sealed record SetServiceAccountWorkspaceRequest(string WorkspaceId, string WorkspaceRole);

/// <summary><c>POST /v1/organizations/workspaces/{id}/service_accounts</c>: the same from the workspace's side.</summary>
public sealed record SetWorkspaceServiceAccountRequest(string ServiceAccountId, string WorkspaceRole);

public sealed record DeletedServiceAccountWorkspaceView(string Type, string ServiceAccountId, string WorkspaceId);
