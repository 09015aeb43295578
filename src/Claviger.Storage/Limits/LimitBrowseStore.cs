using Claviger.Core.Limits;

namespace Claviger.Storage.Limits;

/// <summary>Pages of limits for people.</summary>
public static class LimitBrowseStore
{
    private const string KeysThere = "SELECT id FROM api_keys WHERE organization_id = @organization AND workspace_id";

    private const string Posted =
        """
        COALESCE((SELECT SUM(s.posted_nanos) FROM limit_shares s WHERE s.limit_number = spend_limits.number
                  AND s.period_start_ms = CASE spend_limits.period WHEN 0 THEN @day WHEN 1 THEN @week WHEN 2 THEN @month ELSE @lifetime END), 0)
        """;

    /// <summary>Newest first, from below a number.</summary>
    public static IReadOnlyList<SpendLimit> Newest(Reader reader, LimitFilter filter, int? below, int limit) => Whole(reader, reader.Query<SpendLimitRow>(
        $"SELECT {SpendLimitRow.Columns} FROM spend_limits WHERE {Where(filter)}{(below is null ? "" : " AND number < @below")} ORDER BY number DESC LIMIT @limit",
        Args(filter, below, limit)));

    /// <summary>
    /// Those first that have least left for their size, as the books have it; those without an amount last. It reads a share of each limit that the
    /// filter leaves: 400,000 took over a second (SQLite, 2 cores, 2026-11), so a caller with that many restricts it.
    /// </summary>
    /// <param name="starts">Of the period that runs, Unix milliseconds.</param>
    /// <param name="keys">Null: keys' limits too.</param>
    public static IReadOnlyList<SpendLimit> Fullest(Reader reader, LimitFilter filter, Func<LimitPeriod, long> starts, IReadOnlyList<string>? keys, int limit)
    {
        var only = keys is null ? "" : $" AND (scope_type <> {(int)LimitScopeType.ApiKey} OR scope_id IN @keys)";
        return Whole(reader, reader.Query<SpendLimitRow>(
            $"""
            SELECT {SpendLimitRow.Columns} FROM spend_limits
            WHERE {Where(filter)}{only}
            ORDER BY CASE WHEN amount_nanos > 0 THEN {Posted} * 1.0 / amount_nanos WHEN amount_nanos = 0 THEN 1.0 ELSE -1.0 END DESC, number DESC LIMIT @limit
            """, Args(filter, null, limit, keys, starts)));
    }

    private static string Where(LimitFilter filter)
    {
        var where = "organization_id = @organization AND deleted_at_ms IS NULL";
        if (filter.Type is not null) where += " AND scope_type = @type";
        if (filter.Period is not null) where += " AND period = @period";
        if (filter.Workspace is not null)
            where += $" AND (scope_type = {(int)LimitScopeType.Workspace} AND scope_id = @workspace OR scope_type = {(int)LimitScopeType.ApiKey} AND scope_id IN ({KeysThere} = @workspace))";
        if (filter.Within is not null)
            where += $" AND (scope_type = {(int)LimitScopeType.Workspace} AND scope_id IN @within OR scope_type = {(int)LimitScopeType.ApiKey} AND scope_id IN ({KeysThere} IN @within)"
                + $" OR scope_type = {(int)LimitScopeType.User} AND scope_id = @self)";
        return where;
    }

    private static object Args(LimitFilter filter, int? below, int limit, IReadOnlyList<string>? keys = null, Func<LimitPeriod, long>? starts = null) => new
    {
        organization = filter.Organization.Value,
        type = (int)(filter.Type ?? 0),
        period = (int)(filter.Period ?? 0),
        workspace = filter.Workspace,
        within = (filter.Within ?? []).ToList(),
        self = filter.Self ?? "",
        below,
        limit,
        keys = (keys ?? []).ToList(),
        day = starts?.Invoke(LimitPeriod.Daily),
        week = starts?.Invoke(LimitPeriod.Weekly),
        month = starts?.Invoke(LimitPeriod.Monthly),
        lifetime = starts?.Invoke(LimitPeriod.Lifetime),
    };

    private static List<SpendLimit> Whole(Reader reader, IEnumerable<SpendLimitRow> rows) => [.. rows.ToList().Select(row => row.ToLimit(SpendGrantStore.Of(reader, row.Number)))];
}
