using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Policy;
using Claviger.Core.Rates;
using Claviger.Storage;
using Claviger.Storage.Rates;

namespace Claviger.Control.Rates;

/// <summary>Tiers with who has them. They are few.</summary>
public sealed class BrowseTiers(Database database, PolicyHolder policy)
{
    /// <summary>Keys are counted so far.</summary>
    public const int MostKeys = 1_000;

    public Outcome<TierRows> Run(Actor actor)
    {
        if (!actor.May(Permission.RatesRead)) return Denial.Of(Permission.RatesRead);
        using var reader = database.Read();
        var book = TierStore.Book(reader, actor.Organization);
        return new TierRows([.. book.All.Select(tier => RowOf(reader, actor, book, tier))]);
    }

    public Outcome<TierRow> Get(Actor actor, string name)
    {
        if (!actor.May(Permission.RatesRead)) return Denial.Of(Permission.RatesRead);
        using var reader = database.Read();
        var book = TierStore.Book(reader, actor.Organization);
        return book.Find(name) is { } tier ? RowOf(reader, actor, book, tier) : Problem.NotFound("tier");
    }

    private TierRow RowOf(Reader reader, Actor actor, TierBook book, Tier tier) => new(
        TierViews.Of(tier, book), policy.Current.Organization.Tier == tier.Name,
        [.. policy.Current.Workspaces.Where(place => place.Organization == actor.Organization && place.Tier == tier.Name && place.ArchivedAt is null && actor.MayIn(Permission.WorkspacesRead, place.Id))
            .OrderBy(place => place.Name, StringComparer.OrdinalIgnoreCase).Select(place => (place.Id.Value, place.Name))],
        actor.May(Permission.KeysRead) ? TierStore.CountKeys(reader, actor.Organization, tier.Name, MostKeys) : null);
}
