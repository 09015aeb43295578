using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Usage;
using Claviger.Storage.Usage;

namespace Claviger.Storage.Keys;

/// <summary>Pages of keys for people: by name or newest first, from an index, however many keys there are.</summary>
public static class KeyBrowseStore
{
    /// <summary>Higher than any character of a name: names that begin with x lie between x and x + this.</summary>
    private const char Last = '\uffff';

    private const string Live =
        """
        organization_id = @organization
        AND (@status IS NULL AND status <> 2
             OR @status = 3 AND status <> 2 AND expires_at_ms <= @now
             OR @status = 2 AND status = 2
             OR @status < 2 AND status = @status AND (expires_at_ms IS NULL OR expires_at_ms > @now))
        AND (@workspace IS NULL OR workspace_id = @workspace) AND (@environment IS NULL OR environment = @environment) AND (@owner IS NULL OR owner_id = @owner)
        """;

    // An expression and no column: SQLite would take an index that begins with the organization, and then sort all of its keys by number.
    private static readonly string LiveByNumber = Live.Replace("organization_id = @organization", "organization_id || '' = @organization", StringComparison.Ordinal);

    /// <summary>In order of names, from behind <paramref name="after"/>.</summary>
    public static IReadOnlyList<ApiKey> ByName(Reader reader, KeyFilter filter, (string Name, int Number)? after, int limit, DateTimeOffset now) => reader.Query<ApiKeyRow>(
        $"""
        SELECT {ApiKeyRow.Columns} FROM api_keys
        WHERE {Live}{Within(filter)}
          AND (@begins IS NULL OR name >= @begins AND name < @ends)
          AND (@name IS NULL OR name > @name OR name = @name AND number > @number)
        ORDER BY name, number LIMIT @limit
        """, Args(filter, now, limit, after?.Name, after?.Number)).Select(row => row.ToKey()).ToList();

    /// <summary>Newest first, from below <paramref name="below"/>.</summary>
    public static IReadOnlyList<ApiKey> Newest(Reader reader, KeyFilter filter, int? below, int limit, DateTimeOffset now) => reader.Query<ApiKeyRow>(
        $"""
        SELECT {ApiKeyRow.Columns} FROM api_keys
        WHERE {LiveByNumber}{(filter.Workspace is null ? "" : " AND workspace_id = @workspace")}{Within(filter)}
          AND (@begins IS NULL OR number IN (SELECT number FROM api_keys WHERE organization_id = @organization AND name >= @begins AND name < @ends
                                             UNION SELECT number FROM api_keys WHERE organization_id = @organization AND service >= @begins AND service < @ends))
          AND (@number IS NULL OR number < @number)
        ORDER BY number DESC LIMIT @limit
        """, Args(filter, now, limit, null, below)).Select(row => row.ToKey()).ToList();

    /// <summary>A member's own, revoked ones left out; newest first, from below <paramref name="below"/>.</summary>
    public static IReadOnlyList<ApiKey> OwnedBy(Reader reader, KeyOwner owner, int? below, int limit) => reader.Query<ApiKeyRow>(
        $"""
        SELECT {ApiKeyRow.Columns} FROM api_keys WHERE owner_type = @type AND owner_id = @id AND status <> 2 AND number < @below
        ORDER BY number DESC LIMIT @limit
        """, new { type = owner.Type, id = owner.Id, below = below ?? int.MaxValue, limit }).Select(row => row.ToKey()).ToList();

    /// <summary>The one key of that name that is not revoked, or else the newest that was; null: none ever had it.</summary>
    public static ApiKey? ByExactName(Reader reader, OrganizationId organization, string name) => reader.First<ApiKeyRow>(
        $"SELECT {ApiKeyRow.Columns} FROM api_keys WHERE organization_id = @organization AND name = @name ORDER BY CASE WHEN status = 2 THEN 1 ELSE 0 END, number DESC LIMIT 1",
        new { organization = organization.Value, name })?.ToKey();

    /// <summary>What keys cost on those UTC days.</summary>
    public static IReadOnlyDictionary<int, long> Spend(Reader reader, IReadOnlyList<int> keys, long fromDay, long toDay) =>
        BreakdownStore.Read(reader, new BreakdownQuery(ByHour: false, fromDay, toDay), BreakdownBy.Key, keys).GroupBy(row => row.Part!.Value).ToDictionary(group => group.Key, group => group.Sum(row => row.CostNanos));

    /// <summary>The keys that cost most on those UTC days up to now, dearest first: looked for among those that cost most in whole months, where it isn't whole months that are asked for.</summary>
    public static IReadOnlyList<(int Key, long Nanos)> Dearest(Reader reader, IReadOnlyList<int>? workspaces, long fromDay, long toDay, int limit)
    {
        var query = new BreakdownQuery(ByHour: false, fromDay, toDay, workspaces);
        var (keys, _) = BreakdownStore.Largest(reader, query, BreakdownBy.Key, UsageMeasure.Cost, query.IsWholeMonth(toDay - 1) ? limit : Math.Max(200, 2 * limit));
        return Spend(reader, keys, fromDay, toDay).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(limit).Select(pair => (pair.Key, pair.Value)).ToList();
    }

    private static string Within(KeyFilter filter) => filter.Within is null ? "" : " AND workspace_id IN @within";

    private static object Args(KeyFilter filter, DateTimeOffset now, int limit, string? name, int? number) => new
    {
        organization = filter.Organization.Value,
        begins = filter.Begins,
        ends = filter.Begins + Last,
        workspace = filter.Workspace,
        environment = filter.Environment,
        owner = filter.Owner,
        status = filter.Status,
        within = filter.Within?.ToList(),
        now = now.ToUnixTimeMilliseconds(),
        name,
        number,
        limit,
    };
}
