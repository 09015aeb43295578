using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary><c>POST /v1/organizations/users/{id}</c></summary>
public sealed record UpdateUserRequest([AllowedValues("user", "claude_code_user", "developer", "billing", "admin")] string Role);

/// <summary>What is left of something that was removed.</summary>
/// <param name="Type">user_deleted, invite_deleted …</param>
public sealed record DeletedView(string Id, string Type);

/// <summary>Anthropic's workspace member object. It has no id: cursors of its list are user ids.</summary>
public sealed record WorkspaceMemberView(string Type, string UserId, string WorkspaceId,
    [AllowedValues("workspace_user", "workspace_restricted_developer", "workspace_developer", "workspace_admin", "workspace_billing")] string WorkspaceRole);

/// <summary><c>POST /v1/organizations/workspaces/{id}/members</c></summary>
public sealed record AddWorkspaceMemberRequest(string UserId,
    [AllowedValues("workspace_user", "workspace_restricted_developer", "workspace_developer", "workspace_admin")] string WorkspaceRole);

/// <summary><c>POST /v1/organizations/workspaces/{id}/members/{user_id}</c></summary>
public sealed record UpdateWorkspaceMemberRequest(
    [AllowedValues("workspace_user", "workspace_restricted_developer", "workspace_developer", "workspace_admin")] string WorkspaceRole);

public sealed record DeletedWorkspaceMemberView(string Type, string UserId, string WorkspaceId);
