using Claviger.Core.Access;

namespace Claviger.Core.Members;

/// <summary>An explicit membership: what organization roles bring by themselves has no row.</summary>
public sealed record WorkspaceMember(WorkspaceId Workspace, MemberId Member, WorkspaceRole Role);
