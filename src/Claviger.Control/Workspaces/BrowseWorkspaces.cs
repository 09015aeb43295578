using Claviger.Control.Limits;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Workspaces;

/// <summary>Workspaces as people look for them, the default one first, then by name.</summary>
public sealed class BrowseWorkspaces(Database database, BrowseLimits limits, PolicyHolder policy, TimeProvider clock)
{
    public const int Rows = 50;

    /// <summary>Keys are counted so far.</summary>
    public const int MostKeys = 1_000;

    /// <param name="search">Part of a name, an environment or a tag, whatever its case; or an id.</param>
    /// <param name="archived">Only those that ended; otherwise only those that live.</param>
    /// <param name="after">A position from <see cref="WorkspaceRows.Next"/>.</param>
    public Outcome<WorkspaceRows> Run(Actor actor, string? search, bool archived, string? after)
    {
        if (!actor.MayAnywhere(Permission.WorkspacesRead)) return Denial.Of(Permission.WorkspacesRead);
        // Few live at a time, and the policy has them all in memory.
        var found = policy.Current.Workspaces
            .Where(place => place.Organization == actor.Organization && place.ArchivedAt is not null == archived && actor.MayIn(Permission.WorkspacesRead, place.Id) && Matches(place, search))
            .OrderBy(Position, StringComparer.Ordinal).SkipWhile(place => after is not null && string.CompareOrdinal(Position(place), after) <= 0).Take(Rows + 1).ToList();
        var taken = found.Take(Rows).ToList();
        using var reader = database.Read();
        return new WorkspaceRows(RowsOf(reader, actor, taken), found.Count <= Rows ? null : Position(taken[^1]));
    }

    public Outcome<WorkspaceRow> Get(Actor actor, string id)
    {
        if (!actor.MayAnywhere(Permission.WorkspacesRead)) return Denial.Of(Permission.WorkspacesRead);
        using var reader = database.Read();
        return WorkspaceStore.Find(reader, actor.Organization, id) is { } place && actor.MayIn(Permission.WorkspacesRead, place.Id) ? RowsOf(reader, actor, [place])[0] : Problem.NotFound("workspace");
    }

    private List<WorkspaceRow> RowsOf(Reader reader, Actor actor, List<Workspace> places)
    {
        const long Day = 86_400_000;
        var atMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var monthMs = policy.Current.Calendar.SpanAt(LimitPeriod.Monthly, atMs).StartMs;
        var spend = WorkspaceBrowseStore.Spend(reader, [.. places.Where(place => actor.MayIn(Permission.UsageRead, place.Id)).Select(place => place.Number)], monthMs / Day, atMs / Day + 1);
        var own = limits.OfWorkspaces(actor, [.. places.Select(place => place.Id.Value)]).ToLookup(row => row.WorkspaceId);
        return [.. places.Select(place => new WorkspaceRow(
            WorkspaceViews.Of(place), actor.MayIn(Permission.KeysRead, place.Id) ? WorkspaceBrowseStore.CountKeys(reader, place.Id, MostKeys) : null,
            actor.MayIn(Permission.UsageRead, place.Id) ? new Money(spend.GetValueOrDefault(place.Number)) : null, own[place.Id.Value].MaxBy(row => row.Fullness ?? -1)))];
    }

    private static bool Matches(Workspace place, string? search) => search is null || place.Id.Value == search || Holds(place.Name, search) || Holds(place.Environment, search)
        || place.Tags.Any(tag => Holds(tag.Key, search) || Holds(tag.Value, search) || Holds($"{tag.Key}={tag.Value}", search));

    private static bool Holds(string? text, string search) => text?.Contains(search, StringComparison.OrdinalIgnoreCase) == true;

    private static string Position(Workspace place) => $"{(place.IsDefault ? 0 : 1)}{place.Name.ToUpperInvariant()}.{place.Id.Value}";
}
