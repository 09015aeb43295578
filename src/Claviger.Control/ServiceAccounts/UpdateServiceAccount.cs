using Claviger.Control.Access;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.ServiceAccounts;
using Claviger.Storage;
using Claviger.Storage.ServiceAccounts;

namespace Claviger.Control.ServiceAccounts;

/// <summary>Another description or organization role. The name is for life: it stands in logs.</summary>
public sealed class UpdateServiceAccount(Database database, SnapshotRefresher snapshots, AccessOptions options, TimeProvider clock)
{
    public async Task<Outcome<ServiceAccountView>> RunAsync(Actor actor, string id, UpdateServiceAccountRequest request, CancellationToken ct)
    {
        if (ServiceAccountFaults.InDescription(request.Description.Value) is { } description) return description;
        if (ServiceAccountFaults.InRole(request.OrganizationRole, options, out var role) is { } fault) return fault;

        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.ServiceAccountsUpdate)) return Denial.Of(tx, actor, AuditKind.ServiceAccountUpdated, id, Permission.ServiceAccountsUpdate);
        if (ServiceAccountStore.Find(tx, actor.Organization, id) is not { } account) return Problem.NotFound("service account");
        if (account.ArchivedAt is not null) return new Problem(ProblemKind.InvalidRequest, "this service account is archived, for good: it can't be changed");

        var changed = account with { Description = request.Description.Or(account.Description), Role = request.OrganizationRole is null ? account.Role : role };
        if (changed == account) return ServiceAccountViews.Of(account); // nothing changes: no event
        if (changed.Role != account.Role && (CreateServiceAccount.LacksFor(database, actor, changed.Role) ?? CreateServiceAccount.LacksFor(database, actor, account.Id)) is { } lacking)
            return Denial.OfGrant(tx, actor, AuditKind.ServiceAccountUpdated, id, lacking);

        changed = changed with { UpdatedAt = clock.GetUtcNow(), UpdatedBy = actor.Id };
        ServiceAccountStore.Update(tx, changed);
        var change = tx.Commit(actor.Did(AuditKind.ServiceAccountUpdated, id, AuditDetail.Of(("before", FieldsOf(account)), ("after", FieldsOf(changed)))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return ServiceAccountViews.Of(changed);
    }

    private static object FieldsOf(ServiceAccount account) => new { description = account.Description, organization_role = OrganizationRoleNames.Of(account.Role) };
}
