using System.Globalization;
using Claviger.Control.Limits;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Limits;

namespace Claviger.Control.Keys;

/// <summary>Keys as people look for them. A page costs the same however many keys there are.</summary>
public sealed class BrowseKeys(Database database, LimitStandings standings, PolicyHolder policy, TimeProvider clock)
{
    public const int Rows = 50;

    /// <summary>By spend, only so many: who is not among them spends little.</summary>
    public const int MostBySpend = 200;

    /// <param name="search">The beginning of a name or service, or a key's id.</param>
    /// <param name="status">null: all that are not archived.</param>
    /// <param name="sort">name, spend, or null: newest first.</param>
    /// <param name="after">A position from <see cref="KeyRows.Next"/>; one that is none begins at the beginning.</param>
    public Outcome<KeyRows> Run(Actor actor, string? search, string? workspace, string? environment, string? owner, string? status, string? sort, string? after)
    {
        if (!actor.MayAnywhere(Permission.KeysRead)) return Denial.Of(Permission.KeysRead);
        var now = clock.GetUtcNow();
        var filter = new KeyFilter(
            actor.Organization, search, workspace, environment, owner, status is not null && KeyViews.Statuses.TryGetValue(status, out var wanted) ? (int)wanted : null,
            actor.WorkspacesWith(Permission.KeysRead)?.Select(place => place.Value).ToList());
        using var reader = database.Read();
        if (search is not null && EntityId.HasShape(search, ApiKeyId.Prefix))
            return new KeyRows(RowsOf(reader, KeyStore.Find(reader, actor.Organization, search) is { } key && actor.MayIn(Permission.KeysRead, key.Workspace) ? [key] : [], now), null);
        if (sort == "spend") return BySpend(reader, actor, filter, now);
        var read = sort == "name"
            ? KeyBrowseStore.ByName(reader, filter, NamePosition(after), Rows + 1, now)
            : KeyBrowseStore.Newest(reader, filter, int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var below) ? below : null, Rows + 1, now);
        var taken = read.Take(Rows).ToList();
        return new KeyRows(RowsOf(reader, taken, now), read.Count <= Rows ? null : sort == "name" ? $"{taken[^1].Number}.{taken[^1].Name}" : $"{taken[^1].Number}");
    }

    /// <summary>The same columns of one key; null: it is not there, or not to be seen.</summary>
    public KeyRow? Get(Actor actor, string id)
    {
        using var reader = database.Read();
        return KeyStore.Find(reader, actor.Organization, id) is { } key && actor.MayIn(Permission.KeysRead, key.Workspace) ? RowsOf(reader, [key], clock.GetUtcNow())[0] : null;
    }

    /// <summary>A member's, newest first. To see one's own needs no right but to be their owner; of others', what lies in sight.</summary>
    public KeyRows OwnedBy(Actor actor, string member, string? after)
    {
        using var reader = database.Read();
        var read = KeyBrowseStore.OwnedBy(reader, new KeyOwner(KeyOwner.Member, member), int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var below) ? below : null, Rows + 1);
        var taken = read.Take(Rows).ToList();
        var visible = taken.Where(key => actor.Member?.Value == member || actor.MayIn(Permission.KeysRead, key.Workspace)).ToList();
        return new KeyRows(RowsOf(reader, visible, clock.GetUtcNow()), read.Count <= Rows ? null : $"{taken[^1].Number}");
    }

    /// <summary>Numbers of those that cost most this month, dearest first.</summary>
    internal IReadOnlyList<int> DearestNumbers(Actor actor)
    {
        if (!actor.MayAnywhere(Permission.KeysRead)) return [];
        using var reader = database.Read();
        var (from, to) = Month(clock.GetUtcNow());
        return [.. KeyBrowseStore.Dearest(reader, Within(actor, null), from, to, MostBySpend).Select(pair => pair.Key)];
    }

    /// <summary>The first few of these that are not revoked.</summary>
    internal IReadOnlyList<KeyRow> Of(Actor actor, IReadOnlyList<int> numbers, int few)
    {
        using var reader = database.Read();
        var asked = numbers.Take(10 * few).ToList();
        var keys = KeyStore.Of(reader, actor.Organization, asked);
        return RowsOf(reader, asked.Select(number => keys.GetValueOrDefault(number)).OfType<ApiKey>().Where(key => key.Status != KeyStatus.Archived && actor.MayIn(Permission.KeysRead, key.Workspace)).Take(few).ToList(), clock.GetUtcNow());
    }

    private List<int>? Within(Actor actor, string? workspace) => actor.May(Permission.KeysRead) && workspace is null
        ? null
        : policy.Current.Workspaces.Where(place => actor.MayIn(Permission.KeysRead, place.Id) && (workspace is null || place.Id.Value == workspace)).Select(place => place.Number).ToList();

    private KeyRows BySpend(Reader reader, Actor actor, KeyFilter filter, DateTimeOffset now)
    {
        var (from, to) = Month(now);
        var dearest = KeyBrowseStore.Dearest(reader, Within(actor, filter.Workspace), from, to, MostBySpend);
        var keys = KeyStore.Of(reader, actor.Organization, dearest.Select(pair => pair.Key));
        return new KeyRows(RowsOf(reader, dearest.Select(pair => keys.GetValueOrDefault(pair.Key)).OfType<ApiKey>().Where(Fits).ToList(), now), null);

        bool Fits(ApiKey key) =>
            (filter.Begins is null || key.Name.StartsWith(filter.Begins, StringComparison.Ordinal) || key.Service.StartsWith(filter.Begins, StringComparison.Ordinal))
            && (filter.Environment is null || key.Environment == filter.Environment) && (filter.Owner is null || key.Owner.Id == filter.Owner)
            && (filter.Status is { } status ? (int)key.StatusAt(now) == status : key.Status != KeyStatus.Archived);
    }

    private List<KeyRow> RowsOf(Reader reader, List<ApiKey> keys, DateTimeOffset now)
    {
        if (keys.Count == 0) return [];
        var (snapshot, atMs) = (policy.Current, now.ToUnixTimeMilliseconds());
        var (from, to) = Month(now);
        var spend = KeyBrowseStore.Spend(reader, [.. keys.Select(key => key.Number)], from, to);
        var secrets = KeySecretStore.WorkingOf(reader, keys.Select(key => key.Id), now);
        var views = KeyViews.Of(reader, keys, now).ToDictionary(view => view.Id);
        var ids = keys.Select(key => key.Id.Value).ToHashSet();
        var limits = SpendLimitStore.OfScopes(reader, snapshot.Organization.Id, LimitScopeType.ApiKey, ids.ToList());
        var tightest = standings.Read(limits, atMs).ToLookup(standing => standing.Limit.Scope.Id);
        var names = snapshot.Workspaces.ToDictionary(place => place.Id.Value, place => place.Name);
        return [.. keys.Select(key =>
        {
            var current = secrets[key.Id].Where(secret => secret is { Successor: null, IsPending: false }).MaxBy(secret => secret.CreatedAt);
            var limit = tightest[key.Id.Value].OrderByDescending(Fullness).FirstOrDefault();
            return new KeyRow(
                views[key.Id.Value], names.GetValueOrDefault(key.Workspace.Value, ""), OwnerOf(key, snapshot), new Money(spend.GetValueOrDefault(key.Number)),
                limit is null ? null : new SpendUseRow(SpendUseViews.Of(limit, key.Name), limit.Spent, limit.Use.Held, limit.Cap), current?.CreatedAt, secrets[key.Id].Count());
        })];
    }

    private static double Fullness(LimitStanding standing) => standing.Cap is { Nanos: > 0 } cap ? (double)(standing.Spent + standing.Use.Held).Nanos / cap.Nanos : 0;

    private static string? OwnerOf(ApiKey key, PolicySnapshot snapshot) => key.Owner.Type == KeyOwner.Member
        ? snapshot.Access.Member(key.Owner.Id) is { } member ? member.Name.Length > 0 ? member.Name : member.Email : null
        : snapshot.Access.Account(key.Owner.Id)?.Name;

    /// <summary>UTC days since the organization's month began; today's is among them.</summary>
    private (long From, long To) Month(DateTimeOffset now)
    {
        const long Day = 86_400_000;
        var atMs = now.ToUnixTimeMilliseconds();
        return (policy.Current.Calendar.SpanAt(LimitPeriod.Monthly, atMs).StartMs / Day, atMs / Day + 1);
    }

    private static (string, int)? NamePosition(string? after)
    {
        var dot = after?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0 && int.TryParse(after.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (after![(dot + 1)..], number) : null;
    }
}
