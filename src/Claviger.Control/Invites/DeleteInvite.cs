using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Invites;
using Claviger.Storage;
using Claviger.Storage.Invites;

namespace Claviger.Control.Invites;

/// <summary>Withdraws an invite that nobody has accepted yet: its token is worth nothing from then on.</summary>
public sealed class DeleteInvite(Database database, TimeProvider clock)
{
    public async Task<Outcome<DeletedView>> RunAsync(Actor actor, string id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.InvitesDelete)) return Denial.Of(tx, actor, AuditKind.InviteDeleted, id, Permission.InvitesDelete);
        if (InviteStore.Find(tx, actor.Organization, id) is not { DeletedAt: null } invite) return Problem.NotFound("invite");
        if (invite.StatusAt(now) != InviteStatus.Pending)
            return new Problem(ProblemKind.InvalidRequest, $"this invite is {InviteStatusNames.Of(invite.StatusAt(now))}: only a pending one can be deleted");

        InviteStore.Delete(tx, invite.Id, now);
        tx.Commit(actor.Did(AuditKind.InviteDeleted, id, AuditDetail.Of(("email", invite.Email))));
        return new DeletedView(id, "invite_deleted");
    }
}
