using Claviger.Control.Http;
using Claviger.Control.Limits;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Usage;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Ledger;
using Claviger.Storage.Models;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Ledger;

/// <summary>Spend whose truth nobody saw: requests first, in order of admission, then remainders of leases.</summary>
public sealed class ListUnresolved(Database database)
{
    internal Outcome<CursorPage<UnresolvedSpendView>> Run(Actor actor, AdminQuery query)
    {
        var paging = CursorPaging.Read(query, "ledger/unresolved");
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.LedgerRead)) return Denial.Of(Permission.LedgerRead);

        using var reader = database.Read();
        var isAtRequests = paging.After is null | RequestIds.TryParse(paging.After ?? "", out var after);
        var requests = isAtRequests ? UnresolvedStore.Rows(reader, after, paging.Limit + 1) : [];
        var beyond = isAtRequests ? 0 : UnresolvedStore.FindRemainder(reader, paging.After!)?.Number ?? 0;
        var remainders = UnresolvedStore.Remainders(reader, beyond, paging.Limit + 1 - requests.Count);
        var all = ViewsOf(reader, actor.Organization, requests).Concat(remainders.Select(ViewOf)).ToList();
        return paging.Of(all, spend => spend, spend => spend.Id);
    }

    private static IEnumerable<UnresolvedSpendView> ViewsOf(Reader reader, OrganizationId organization, IReadOnlyList<UnresolvedRow> requests)
    {
        if (requests.Count == 0) return [];
        var keys = KeyStore.Ids(reader, organization, requests.Select(request => request.Key));
        var workspaces = WorkspaceStore.List(reader, organization, includeArchived: true, includeDefault: true).ToDictionary(workspace => workspace.Number, workspace => workspace.Id.Value);
        var models = ModelStore.Names(reader);
        return requests.Select(request => new UnresolvedSpendView(
            RequestIds.Text(request.RequestId), "unresolved_request", SpendLimitViews.Time(request.AtMs), request.Cost.ToCentsString(), SpendLimitViews.Currency,
            keys.GetValueOrDefault(request.Key), workspaces.GetValueOrDefault(request.Workspace), models.GetValueOrDefault(request.Model), SpendLimitId: null));
    }

    private static UnresolvedSpendView ViewOf(OpenRemainder remainder) => new(
        remainder.Id, "unresolved_remainder", SpendLimitViews.Time(remainder.AtMs), remainder.Amount.ToCentsString(), SpendLimitViews.Currency,
        ApiKeyId: null, WorkspaceId: null, Model: null, remainder.LimitId);
}
