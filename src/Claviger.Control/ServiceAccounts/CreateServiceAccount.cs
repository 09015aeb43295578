using Claviger.Control.Access;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.ServiceAccounts;
using Claviger.Storage;
using Claviger.Storage.Access;
using Claviger.Storage.ServiceAccounts;

namespace Claviger.Control.ServiceAccounts;

/// <summary>Makes a service account. It can do nothing until it gets a key, and nothing in a workspace until it gets a role there.</summary>
public sealed class CreateServiceAccount(Database database, SnapshotRefresher snapshots, AccessOptions options, TimeProvider clock)
{
    public async Task<Outcome<ServiceAccountView>> RunAsync(Actor actor, CreateServiceAccountRequest request, CancellationToken ct)
    {
        if (ServiceAccountFaults.InName(request.Name) is { } name) return name;
        if (ServiceAccountFaults.InDescription(request.Description) is { } description) return description;
        if (ServiceAccountFaults.InRole(request.OrganizationRole, options, out var role) is { } fault) return fault;

        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.ServiceAccountsCreate)) return Denial.Of(tx, actor, AuditKind.ServiceAccountCreated, request.Name, Permission.ServiceAccountsCreate);
        if (ServiceAccountStore.NameTaken(tx, actor.Organization, request.Name))
            return Problem.Conflict("name", $"'{request.Name}' is, or was, the name of another service account: choose a different one", "service_account_name_taken");
        if (LacksFor(database, actor, role) is { } lacking) return Denial.OfGrant(tx, actor, AuditKind.ServiceAccountCreated, request.Name, lacking);

        var account = new ServiceAccount(ServiceAccountId.New(), actor.Organization, request.Name, request.Description, role, clock.GetUtcNow()) { CreatedBy = actor.Id };
        ServiceAccountStore.Add(tx, account);
        var change = tx.Commit(actor.Did(AuditKind.ServiceAccountCreated, account.Id.Value, AuditDetail.Of(("name", account.Name), ("organization_role", OrganizationRoleNames.Of(role)))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return ServiceAccountViews.Of(account);
    }

    internal static (Permission, WorkspaceId?)? LacksFor(Database database, Actor actor, OrganizationRole role)
    {
        using var reader = database.Read();
        return actor.Lacks(Rights.Of(AccessStore.Read(reader, actor).OfAccountRole(role)));
    }

    internal static (Permission, WorkspaceId?)? LacksFor(Database database, Actor actor, ServiceAccountId account)
    {
        using var reader = database.Read();
        return actor.Lacks(Rights.Of(AccessStore.Read(reader, actor).GrantsOfAccount(account.Value)));
    }
}
