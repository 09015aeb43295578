using System.Globalization;
using Claviger.Control.Keys;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Limits;

namespace Claviger.Control.Limits;

/// <summary>Limits as people look for them: what is nearest to its cap first, or the newest. A page costs the same however many there are.</summary>
public sealed class BrowseLimits(Database database, LimitStandings standings, PolicyHolder policy, TimeProvider clock)
{
    public const int Rows = 50;

    /// <summary>By fullness, only so many: the others have more left.</summary>
    public const int MostByFullness = 100;

    /// <summary>With more limits than that, keys' limits are ranked among the keys that spend most.</summary>
    private const int MostRanked = 50_000;

    private const int MostGrants = 20;

    /// <param name="type">A scope's word; one that is none is not asked for. Likewise the period.</param>
    /// <param name="workspace">Its own limits and its keys'.</param>
    /// <param name="sort">newest, or null: the fullest first.</param>
    /// <param name="after">A position from <see cref="LimitRows.Next"/>, of the newest.</param>
    public Outcome<LimitRows> Run(Actor actor, string? type, string? period, string? workspace, string? sort, string? after)
    {
        if (!actor.MayAnywhere(Permission.LimitsRead)) return Denial.Of(Permission.LimitsRead);
        var filter = new LimitFilter(
            actor.Organization, type is not null && LimitNames.ScopeTypes.TryGetValue(type, out var wanted) ? wanted : null, period is not null && LimitNames.Periods.TryGetValue(period, out var span) ? span : null,
            workspace, actor.WorkspacesWith(Permission.LimitsRead)?.Select(place => place.Value).ToList(), actor.Member?.Value);
        using var reader = database.Read();
        if (sort == "newest")
        {
            var read = LimitBrowseStore.Newest(reader, filter, int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var below) ? below : null, Rows + 1);
            var taken = read.Take(Rows).ToList();
            return new LimitRows(RowsOf(reader, taken), read.Count <= Rows ? null : $"{taken[^1].Number}", AreDearestKeys: false);
        }

        var atMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var calendar = policy.Current.Calendar;
        var keys = policy.Current.SpendLimits.Count > MostRanked && filter.Type is (null or LimitScopeType.ApiKey) ? Dearest(reader, actor, workspace, calendar.SpanAt(LimitPeriod.Monthly, atMs).StartMs, atMs) : null;
        var fullest = LimitBrowseStore.Fullest(reader, filter, one => calendar.SpanAt(one, atMs).StartMs, keys, MostByFullness);
        // Again, by what is held and granted too.
        return new LimitRows([.. RowsOf(reader, fullest).OrderByDescending(row => row.Fullness ?? -1)], null, keys is not null);
    }

    public Outcome<LimitDetail> Get(Actor actor, string id)
    {
        if (!actor.MayAnywhere(Permission.LimitsRead)) return Denial.Of(Permission.LimitsRead);
        using var reader = database.Read();
        if (SpendLimitStore.Find(reader, actor.Organization, id) is not { } limit || !LimitReach.Sees(reader, actor, limit)) return Problem.NotFound("spend limit");
        var atMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var siblings = SpendLimitStore.OfScopes(reader, actor.Organization, limit.Scope.Type, [limit.Scope.Id]).Where(other => other.Number != limit.Number).OrderBy(other => other.Period).ToList();
        return new LimitDetail(
            RowsOf(reader, [limit])[0], SpendLimitViews.Of(limit, atMs), [.. limit.Grants.Reverse().Take(MostGrants).Select(grant => SpendLimitViews.Of(limit, grant, atMs))], RowsOf(reader, siblings));
    }

    /// <summary>Those of one scope, by period.</summary>
    public IReadOnlyList<LimitRow> Of(Actor actor, string type, string id)
    {
        if (!actor.MayAnywhere(Permission.LimitsRead)) return [];
        using var reader = database.Read();
        return RowsOf(reader, [.. SpendLimitStore.OfScopes(reader, actor.Organization, LimitNames.ScopeTypes[type], [id]).Where(limit => LimitReach.Sees(reader, actor, limit)).OrderBy(limit => limit.Period)]);
    }

    /// <summary>The own limits of workspaces, not those of their keys.</summary>
    public IReadOnlyList<LimitRow> OfWorkspaces(Actor actor, IReadOnlyList<string> workspaces)
    {
        using var reader = database.Read();
        return RowsOf(reader, [.. SpendLimitStore.OfScopes(reader, actor.Organization, LimitScopeType.Workspace, workspaces).Where(limit => LimitReach.Sees(reader, actor, limit))]);
    }

    /// <summary>Those of these ids that are there and seen, by id.</summary>
    public IReadOnlyDictionary<string, LimitRow> Of(Actor actor, IReadOnlyCollection<string> ids)
    {
        using var reader = database.Read();
        return RowsOf(reader, [.. ids.Distinct().Select(id => SpendLimitStore.Find(reader, actor.Organization, id)).OfType<SpendLimit>().Where(limit => LimitReach.Sees(reader, actor, limit))])
            .ToDictionary(row => row.Use.View.SpendLimitId);
    }

    private List<string> Dearest(Reader reader, Actor actor, string? workspace, long fromMs, long atMs)
    {
        const long Day = 86_400_000;
        var places = policy.Current.Workspaces.Where(place => actor.MayIn(Permission.LimitsRead, place.Id) && (workspace is null || place.Id.Value == workspace)).Select(place => place.Number).ToList();
        var dearest = KeyBrowseStore.Dearest(reader, places, fromMs / Day, atMs / Day + 1, BrowseKeys.MostBySpend);
        return [.. KeyStore.Of(reader, actor.Organization, dearest.Select(pair => pair.Key)).Values.Select(key => key.Id.Value)];
    }

    private List<LimitRow> RowsOf(Reader reader, IReadOnlyList<SpendLimit> limits)
    {
        if (limits.Count == 0) return [];
        var snapshot = policy.Current;
        var keys = KeyStore.Of(reader, snapshot.Organization.Id, limits.Where(limit => limit.Scope.Type == LimitScopeType.ApiKey).Select(limit => limit.Scope.Number));
        var places = snapshot.Workspaces.ToDictionary(place => place.Id.Value, place => place.Name);
        return [.. standings.Read(limits, clock.GetUtcNow().ToUnixTimeMilliseconds()).Select(standing =>
        {
            var scope = standing.Limit.Scope;
            var place = scope.Type switch
            {
                LimitScopeType.Workspace => scope.Id,
                LimitScopeType.ApiKey => keys.GetValueOrDefault(scope.Number)?.Workspace.Value,
                _ => null,
            };
            return new LimitRow(
                new SpendUseRow(SpendUseViews.Of(standing, NameOf(scope, snapshot, keys, places)), standing.Spent, standing.Use.Held, standing.Cap),
                place, place is null ? null : places.GetValueOrDefault(place), FullnessOf(standing));
        })];
    }

    private static double? FullnessOf(LimitStanding standing) => standing.Cap is not { } cap ? null : cap == Money.Zero ? 1 : (double)(standing.Spent + standing.Use.Held).Nanos / cap.Nanos;

    private static string? NameOf(LimitScope scope, PolicySnapshot snapshot, IReadOnlyDictionary<int, ApiKey> keys, Dictionary<string, string> places) => scope.Type switch
    {
        LimitScopeType.Organization => snapshot.Organization.Name,
        LimitScopeType.Workspace => places.GetValueOrDefault(scope.Id),
        LimitScopeType.ApiKey => keys.GetValueOrDefault(scope.Number)?.Name,
        LimitScopeType.User => snapshot.Access.Member(scope.Id) is { } member ? member.Name.Length > 0 ? member.Name : member.Email : null,
        _ => snapshot.Access.Account(scope.Id)?.Name,
    };
}
