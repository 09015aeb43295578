using Claviger.Core.Access;

namespace Claviger.Core.ServiceAccounts;

/// <summary>A service account's explicit membership in a workspace.</summary>
/// <param name="CreatedBy">Id of the actor.</param>
public sealed record ServiceAccountWorkspace(WorkspaceId Workspace, ServiceAccountId Account, WorkspaceRole Role, string? CreatedBy);
