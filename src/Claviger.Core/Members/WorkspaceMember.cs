using Claviger.Core.Access;
using Claviger.Core.Roles;
using Claviger.Core.Workspaces;

namespace Claviger.Core.Members;

/// <summary>An explicit membership: what organization roles bring by themselves has no row.</summary>
public sealed record WorkspaceMember(WorkspaceId Workspace, MemberId Member, WorkspaceRole Role);
