namespace Claviger.Core.Contracts;

/// <summary><c>POST /v1/organizations/users/{id}</c></summary>
public sealed record UpdateUserRequest(string Role);

/// <summary>What is left of something that was removed.</summary>
/// <param name="Type">user_deleted, invite_deleted …</param>
public sealed record DeletedView(string Id, string Type);

/// <summary>Anthropic's workspace member object. It has no id: cursors of its list are user ids.</summary>
public sealed record WorkspaceMemberView(string Type, string UserId, string WorkspaceId, string WorkspaceRole);

/// <summary><c>POST /v1/organizations/workspaces/{id}/members</c></summary>
public sealed record AddWorkspaceMemberRequest(string UserId, string WorkspaceRole);

/// <summary><c>POST /v1/organizations/workspaces/{id}/members/{user_id}</c></summary>
public sealed record UpdateWorkspaceMemberRequest(string WorkspaceRole);

public sealed record DeletedWorkspaceMemberView(string Type, string UserId, string WorkspaceId);
