using Claviger.Core.Access;
using Claviger.Core.Contracts;

namespace Claviger.Control.Members;

/// <summary>A member on a page for people.</summary>
/// <param name="Workspaces">Where they have a role of their own; null: not the viewer's to know.</param>
/// <param name="Everywhere">The workspace role that their organization role brings everywhere; null: none.</param>
/// <param name="LastSeenAt">In the console or by a personal key to the Admin API; null: nothing is known.</param>
public sealed record MemberRow(UserView User, int? Workspaces, WorkspaceRole? Everywhere, DateTimeOffset? LastSeenAt)
{
    public string Name => User.Name.Length > 0 ? User.Name : User.Email;
}

/// <param name="Next">Position of the next page; null: this is the last.</param>
public sealed record MemberRows(IReadOnlyList<MemberRow> Rows, string? Next);
