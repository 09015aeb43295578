using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Storage;
using Claviger.Storage.AdminKeys;
using Claviger.Storage.Keys;
using Claviger.Storage.ServiceAccounts;

namespace Claviger.Control.ServiceAccounts;

/// <summary>Ends a service account for good, with every key that acts as it or that it owns.</summary>
public sealed class ArchiveServiceAccount(Database database, SnapshotRefresher snapshots, TimeProvider clock)
{
    public async Task<Outcome<ServiceAccountView>> RunAsync(Actor actor, string id, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.ServiceAccountsArchive)) return Denial.Of(tx, actor, AuditKind.ServiceAccountArchived, id, Permission.ServiceAccountsArchive);
        if (ServiceAccountStore.Find(tx, actor.Organization, id) is not { } account) return Problem.NotFound("service account");
        if (account.ArchivedAt is not null)
        {
            var seen = tx.NewestChange();
            tx.Dispose(); // archived before: no second event, and the same answer once that is in force here
            await snapshots.HasReachedAsync(seen, CancellationToken.None);
            return ServiceAccountViews.Of(account);
        }

        var now = clock.GetUtcNow();
        var archived = account with { ArchivedAt = now, ArchivedBy = actor.Id, UpdatedAt = now, UpdatedBy = actor.Id };
        ServiceAccountStore.Update(tx, archived);
        var adminKeys = AdminKeyStore.ArchiveAllOf(tx, new AdminKeyOwner(AdminKeyOwner.ServiceAccountType, id));
        var keys = KeyStore.ArchiveAllOf(tx, new KeyOwner(KeyOwner.ServiceAccount, id));
        var because = AuditDetail.Of(("because", "service account archived"));
        var change = tx.Commit(
        [
            actor.Did(AuditKind.ServiceAccountArchived, id, AuditDetail.Of(("name", account.Name), ("admin_keys", adminKeys), ("api_keys", keys))),
            .. adminKeys.Select(key => actor.Did(AuditKind.AdminKeyRevoked, key, because)),
            .. keys.Select(key => actor.Did(AuditKind.KeyRevoked, key, because)),
        ]);
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return ServiceAccountViews.Of(archived);
    }
}
