using Claviger.Control.Invites;
using Claviger.Core.Contracts;

namespace Claviger.Console.Invites;

public sealed record InviteListModel(InviteRows Page, bool IsFirstPage);

/// <param name="Sent">What was typed, to stand there again.</param>
public sealed record NewInviteModel(IReadOnlyList<GroupView> Groups, NewInviteSent Sent);

public sealed record NewInviteSent(string? Email, string? Role, IReadOnlyList<string> Groups);

/// <param name="Address">Of this server, as the browser reached it.</param>
public sealed record InvitedModel(CreatedInviteView Invite, string Address);
