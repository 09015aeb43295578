using Claviger.Control.Groups;
using Claviger.Core.Contracts;

namespace Claviger.Console.Groups;

/// <param name="Name">As it was typed for a new one.</param>
public sealed record GroupListModel(GroupRows Page, bool IsFirstPage, string? Name, string? Description);

/// <param name="Email">As it was typed to add somebody.</param>
/// <param name="Roles">That can be assigned: id and name.</param>
public sealed record GroupModel(GroupDetail Detail, bool IsFirstPage, string? Email, IReadOnlyList<(string Id, string Name)> Roles, IReadOnlyList<WorkspaceView> Workspaces);
