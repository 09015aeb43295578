using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Rates;

namespace Claviger.Control.Rates;

public sealed class ListTiers(Database database)
{
    internal Outcome<CursorPage<TierView>> Run(Actor actor, AdminQuery query)
    {
        var paging = CursorPaging.ReadWhole(query, "tiers");
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.RatesRead)) return Denial.Of(Permission.RatesRead);
        using var reader = database.Read();
        var book = TierStore.Book(reader, actor.Organization);
        return paging.Cut(book.All.Select(tier => TierViews.Of(tier, book)).ToList());
    }

    internal Outcome<TierView> Get(Actor actor, string name)
    {
        if (!actor.May(Permission.RatesRead)) return Denial.Of(Permission.RatesRead);
        using var reader = database.Read();
        var book = TierStore.Book(reader, actor.Organization);
        return book.Find(name) is { } tier ? TierViews.Of(tier, book) : Problem.NotFound("tier");
    }
}
