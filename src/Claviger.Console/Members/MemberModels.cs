using Claviger.Control.Access;
using Claviger.Control.Keys;
using Claviger.Control.Members;
using Claviger.Core.Contracts;

namespace Claviger.Console.Members;

/// <param name="OpenInvites">Of those that wait, as many as a page holds; 0 too where the viewer may not see them.</param>
public sealed record MemberListModel(MemberRows Page, string? Search, string? Role, bool IsFirstPage, int OpenInvites);

/// <param name="Access">Null: the viewer may not ask.</param>
/// <param name="Keys">The newest that they own; null: the viewer sees no keys.</param>
/// <param name="Workspaces">Where the viewer may say who is in it.</param>
/// <param name="AllGroups">To be added to.</param>
/// <param name="Roles">That can be assigned: id and name.</param>
public sealed record MemberModel(
    MemberDetail Detail, MemberAccess? Access, KeyRows? Keys, IReadOnlyList<SpendLimitUseView> Limits,
    IReadOnlyList<WorkspaceView> Workspaces, IReadOnlyList<GroupView> AllGroups, IReadOnlyList<(string Id, string Name)> Roles);
