using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.ServiceAccounts;

namespace Claviger.Control.ServiceAccounts;

/// <summary>Newest first.</summary>
public sealed class ListServiceAccounts(Database database)
{
    internal Outcome<CursorPage<ServiceAccountView>> Run(Actor actor, AdminQuery query)
    {
        var archived = query.Flag("include_archived");
        var paging = CursorPaging.Read(query, "service_accounts", archived.ToString());
        paging.AfterNumber(query);
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.ServiceAccountsRead)) return Denial.Of(Permission.ServiceAccountsRead);

        using var reader = database.Read();
        return paging.Cut(ServiceAccountStore.All(reader, actor.Organization).Where(account => archived || account.ArchivedAt is null).Select(ServiceAccountViews.Of).ToList());
    }

    internal Outcome<ServiceAccountView> Get(Actor actor, string id)
    {
        if (!actor.May(Permission.ServiceAccountsRead)) return Denial.Of(Permission.ServiceAccountsRead);
        using var reader = database.Read();
        return ServiceAccountStore.Find(reader, actor.Organization, id) is { } account ? ServiceAccountViews.Of(account) : Problem.NotFound("service account");
    }
}
