using Claviger.Core.Access;
using Claviger.Core.Contracts;

namespace Claviger.Control.Members;

/// <summary>Somebody with a role of their own in a workspace.</summary>
/// <param name="Everywhere">What their organization role brings in every workspace, and so here; null: nothing.</param>
public sealed record WorkspaceMemberRow(UserView User, WorkspaceRole Role, DateTimeOffset Since, WorkspaceRole? Everywhere);

/// <param name="Admins">Members who are in every workspace as admins of the organization.</param>
/// <param name="Next">Position of the next page; null: this is the last.</param>
public sealed record WorkspaceMemberRows(IReadOnlyList<WorkspaceMemberRow> Rows, int Admins, string? Next);
