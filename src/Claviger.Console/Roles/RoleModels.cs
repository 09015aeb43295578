using Claviger.Control.Roles;
using Claviger.Core.Contracts;

namespace Claviger.Console.Roles;

public sealed record RoleListModel(RoleBook Book);

/// <param name="Detail">Null: a new one is made.</param>
/// <param name="Sent">What the form says; of a built-in role what it gives.</param>
/// <param name="Workspaces">Where it may be assigned; empty: the viewer may not.</param>
public sealed record RoleModel(RoleDetail? Detail, RoleSent Sent, bool IsFirstPage, string? Email, IReadOnlyList<WorkspaceView> Workspaces, IReadOnlyList<GroupView> Groups);

public sealed record RoleSent(string? Name, string? Description, IReadOnlyCollection<string> Permissions);
