using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Invites;

namespace Claviger.Control.Invites;

internal static class InviteViews
{
    public static InviteView Of(Invite invite, DateTimeOffset now) => new(
        invite.Id.Value, "invite", invite.Email, OrganizationRoleNames.Of(invite.Role), InviteStatusNames.Of(invite.StatusAt(now)),
        invite.InvitedAt, invite.ExpiresAt, invite.AcceptedAt, invite.Groups);

    public static CreatedInviteView Of(Invite invite, DateTimeOffset now, string token)
    {
        var view = Of(invite, now);
        return new CreatedInviteView(view.Id, view.Type, view.Email, view.Role, view.Status, view.InvitedAt, view.ExpiresAt, view.AcceptedAt, view.RbacGroupIds, token);
    }
}
