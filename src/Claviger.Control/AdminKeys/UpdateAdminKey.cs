using Claviger.Control.Emergency;
using Claviger.Control.Keys;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Storage;
using Claviger.Storage.Access;
using Claviger.Storage.AdminKeys;

namespace Claviger.Control.AdminKeys;

/// <summary>Renames, disables, enables or revokes an admin key. Taking its access away needs no more rights than the permission.</summary>
public sealed class UpdateAdminKey(Database database, SnapshotRefresher snapshots, StopInEmergency emergency, TimeProvider clock)
{
    /// <summary>Disabling and revoking go through even where store or audit log take no change.</summary>
    public Task<Outcome<AdminKeyView>> RunAsync(Actor actor, string id, UpdateAdminKeyRequest request, CancellationToken ct) =>
        request is { Name: null, Status: "inactive" or "archived" }
            ? emergency.OrElseAsync(patience => ChangeAsync(actor, id, request, patience), cause => StopAsync(actor, id, KeyViews.Statuses[request.Status], cause), ct)
            : ChangeAsync(actor, id, request, ct);

    private async Task<AdminKeyView?> StopAsync(Actor actor, string id, KeyStatus status, Exception cause)
    {
        if (emergency.Policy.FindAdmin(new AdminKeyId(id)) is not { } key || key.Organization != actor.Organization || !AdminKeyViews.IsOwn(actor, key) && !actor.May(Permission.AdminKeysUpdate)) return null;
        await emergency.StopAsync(actor, id, status, cut: false, cause);
        return AdminKeyViews.Of(key with { Status = status }, clock.GetUtcNow());
    }

    private async Task<Outcome<AdminKeyView>> ChangeAsync(Actor actor, string id, UpdateAdminKeyRequest request, CancellationToken ct)
    {
        KeyStatus? status = null;
        if (request.Status is not null)
        {
            if (!KeyViews.Statuses.TryGetValue(request.Status, out var asked) || asked == KeyStatus.Expired) return Problem.Invalid("status", "must be active, inactive or archived");
            status = asked;
        }

        if (request.Name is not null && AdminKeyViews.InName(request.Name) is { } name) return name;
        var now = clock.GetUtcNow();
        var kind = status == KeyStatus.Archived ? AuditKind.AdminKeyRevoked : AuditKind.AdminKeyUpdated;
        using var tx = await database.BeginAdminAsync(ct);
        var key = AdminKeyStore.Find(tx, actor.Organization, id);
        if (FaultIn(tx, actor, kind, key, id) is { } denied) return denied;

        if (key!.StatusAt(now) == KeyStatus.Expired && status == KeyStatus.Active) return Problem.Invalid("status", "this key has expired and can't be revived: create a new one");
        var changed = key with { Name = request.Name ?? key.Name, Status = status ?? key.Status };
        if (changed.Name == key.Name && changed.Status == key.Status)
        {
            var seen = tx.NewestChange();
            tx.Dispose(); // done before: no second event, and the same answer once what was done is in force here
            await snapshots.HasReachedAsync(seen, CancellationToken.None);
            return AdminKeyViews.Of(key, now);
        }

        if (key.Status == KeyStatus.Archived) return Problem.Invalid("status", "this key is archived, for good: create a new one");
        if (status == KeyStatus.Active && LacksFor(actor, key) is { } lacking) return Denial.OfGrant(tx, actor, kind, id, lacking);
        if (changed.Name != key.Name && AdminKeyStore.LiveNameTaken(tx, actor.Organization, key.Owner, changed.Name, id))
            return Problem.Conflict("name", $"'{changed.Name}' is the name of another admin key", "key_name_taken");

        AdminKeyStore.Update(tx, changed);
        var change = tx.Commit(actor.Did(kind, id, AuditDetail.Of(
            ("before", new { name = key.Name, status = KeyViews.Name(key.Status) }), ("after", new { name = changed.Name, status = KeyViews.Name(changed.Status) }))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return AdminKeyViews.Of(changed, now);
    }

    /// <returns>Null: it may go on, and the key is there.</returns>
    private static Problem? FaultIn(AdminTransaction tx, Actor actor, AuditKind kind, AdminKey? key, string id)
    {
        if (key is not null && AdminKeyViews.IsOwn(actor, key)) return null;
        if (!actor.May(Permission.AdminKeysUpdate))
        {
            // Whoever has a right of neither kind is told so; whoever keeps own keys only doesn't learn which others there are.
            if (!actor.May(Permission.PersonalKeysCreate) || key is not null && actor.May(Permission.AdminKeysRead)) return Denial.Of(tx, actor, kind, id, Permission.AdminKeysUpdate);
            tx.Commit(actor.WasDenied(kind, id, Permission.AdminKeysUpdate));
            return Problem.NotFound("admin key");
        }

        return key is null ? Problem.NotFound("admin key") : null;
    }

    /// <summary>Enabling gives rights back: nobody gives what they don't have.</summary>
    private (Permission, WorkspaceId?)? LacksFor(Actor actor, AdminKey key)
    {
        using var reader = database.Read();
        var access = AccessStore.Read(reader, actor);
        var rights = key.Owner.Type switch
        {
            AdminKeyOwner.UserType => Rights.Of(access.GrantsOfMember(key.Owner.Id!)),
            AdminKeyOwner.ServiceAccountType => Rights.Of(access.GrantsOfAccount(key.Owner.Id!)),
            _ => Rights.All,
        };
        return actor.Lacks(key.Scopes is null ? rights : rights.HeldTo(key.Scopes));
    }
}
