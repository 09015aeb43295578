using Claviger.Core.Access;
using Claviger.Core.Roles;
using Claviger.Core.Workspaces;

namespace Claviger.Core.ServiceAccounts;

/// <summary>A service account's explicit membership in a workspace.</summary>
/// <param name="CreatedBy">Id of the actor.</param>
public sealed record ServiceAccountWorkspace(WorkspaceId Workspace, ServiceAccountId Account, WorkspaceRole Role, string? CreatedBy);
