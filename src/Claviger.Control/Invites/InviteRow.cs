using Claviger.Core.Contracts;

namespace Claviger.Control.Invites;

/// <param name="Groups">Names of those that the person will join.</param>
/// <param name="InvitedBy">Null: nobody who is there.</param>
public sealed record InviteRow(InviteView Invite, IReadOnlyList<string> Groups, string? InvitedBy);

/// <param name="Next">Position of the next page; null: this is the last.</param>
public sealed record InviteRows(IReadOnlyList<InviteRow> Rows, string? Next);
