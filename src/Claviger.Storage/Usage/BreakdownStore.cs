using Claviger.Core.Usage;

namespace Claviger.Storage.Usage;

/// <summary>
/// Sums for pages. Whatever is asked, few rows are read: what is not of single keys comes from the sums of whole workspaces; single keys are
/// sought day by day; and which keys or owners are the largest is found by their months.
/// </summary>
public static class BreakdownStore
{
    /// <param name="only">Of which keys, or which owners; needed with those, as there may be any number.</param>
    public static IReadOnlyList<BreakdownRow> Read(Reader reader, BreakdownQuery query, BreakdownBy by, IReadOnlyList<int>? only = null)
    {
        var keys = query.Key is { } key ? [key] : by == BreakdownBy.Key ? only!.ToList() : null;
        var owners = query.Owner is { } owner ? [owner] : by == BreakdownBy.Owner ? only!.ToList() : null;
        if (keys is { Count: 0 } || owners is { Count: 0 }) return [];
        var args = new
        {
            query.From, query.To, query.Model, keys, owners, workspaces = query.Workspaces?.ToList(), months = query.Months.ToList(),
            buckets = Enumerable.Range(0, (int)(query.To - query.From)).Select(i => query.From + i).ToList(),
        };
        var rest = $"{(query.Workspaces is null ? "" : " AND u.workspace IN @workspaces")}{(query.Model is null ? "" : " AND u.model = @Model")} GROUP BY {(by == BreakdownBy.Nothing ? "u.bucket" : $"u.bucket, u.{ColumnOf(by)}")}";
        var select = $"SELECT u.bucket AS Bucket, {(by == BreakdownBy.Nothing ? "NULL" : "u." + ColumnOf(by))} AS Part, {Sums(query.ByHour)}";
        var table = query.ByHour ? "hourly" : "daily";
        if (keys is null && owners is null)
            return reader.Query<BreakdownRow>($"{select} FROM workspace_{table} u WHERE u.bucket >= @From AND u.bucket < @To{rest}", args).ToList();

        // Each key with its workspace, so that every day of it is a seek in the index of the sums.
        var sought = keys is not null
            ? "SELECT w.number AS workspace, a.number AS key FROM api_keys a JOIN workspaces w ON w.id = a.workspace_id WHERE a.number IN @keys"
            : "SELECT DISTINCT workspace, key, owner FROM key_monthly WHERE bucket IN @months AND owner IN @owners";
        var whose = owners is null ? "" : keys is null ? " AND u.owner = k.owner" : " AND u.owner IN @owners";
        return reader.Query<BreakdownRow>(
            $"{select} FROM ({sought}) k CROSS JOIN usage_{table} u WHERE u.bucket IN @buckets AND u.workspace = k.workspace AND u.key = k.key{whose}{rest}", args).ToList();
    }

    /// <summary>
    /// The keys, or owners, that were largest in whole months, at most <paramref name="limit"/> of them. None of the others can have more in any
    /// part of these months than <c>Least</c>, which is 0 when there are no others.
    /// </summary>
    public static (IReadOnlyList<int> Parts, long Least) Largest(Reader reader, BreakdownQuery query, BreakdownBy by, UsageMeasure measure, int limit)
    {
        var (column, figure) = (ColumnOf(by), measure switch { UsageMeasure.Cost => "cost_nanos", UsageMeasure.Tokens => "tokens", _ => "requests" });
        // Keys are grouped as the primary key is ordered. Owners by an expression, or SQLite goes through their index and seeks every row: sorting them is a fifth of that.
        var grouped = by == BreakdownBy.Key ? column : "+" + column;
        var sql =
            $"""
            SELECT {grouped} AS Part, SUM({figure}) AS Most FROM key_monthly
            WHERE bucket = @month{(query.Workspaces is null ? "" : " AND workspace IN @workspaces")}{(query.Key is null ? "" : " AND key = @Key")}{(query.Owner is null ? "" : " AND owner = @Owner")}{(query.Model is null ? "" : " AND model = @Model")}
            GROUP BY {(by == BreakdownBy.Key ? "workspace, key" : grouped)} ORDER BY Most DESC LIMIT @most
            """;
        var months = query.Months.Select(month =>
            reader.Query<Largeness>(sql, new { month, workspaces = query.Workspaces?.ToList(), query.Key, query.Owner, query.Model, most = limit + 1 }).ToList()).ToList();
        var floors = months.ConvertAll(rows => rows.Count > limit ? rows[^1].Most : 0);
        var bounds = new Dictionary<int, long>();
        foreach (var (rows, floor) in months.Zip(floors))
            foreach (var row in rows)
                bounds[row.Part] = bounds.GetValueOrDefault(row.Part, floors.Sum()) - floor + row.Most;
        var sorted = bounds.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).ToList();
        return ([.. sorted.Take(limit).Select(pair => pair.Key)], Math.Max(floors.Sum(), sorted.Count > limit ? sorted[limit].Value : 0));
    }

    private static string ColumnOf(BreakdownBy by) => by switch
    {
        BreakdownBy.Workspace => "workspace",
        BreakdownBy.Key => "key",
        BreakdownBy.Model => "model",
        BreakdownBy.Owner => "owner",
        _ => throw new ArgumentOutOfRangeException(nameof(by)),
    };

    private static string Sums(bool byHour) =>
        "SUM(u.requests) AS Requests, SUM(u.input) AS Input, SUM(u.cache_write5m + u.cache_write1h) AS CacheWrite, SUM(u.cache_read) AS CacheRead, SUM(u.output) AS Output, SUM(u.web_search) AS WebSearch, SUM(u.cost_nanos) AS CostNanos"
        + (byHour ? "" : ", SUM(u.input_nanos) AS InputNanos, SUM(u.cache_write5m_nanos + u.cache_write1h_nanos) AS CacheWriteNanos, SUM(u.cache_read_nanos) AS CacheReadNanos, SUM(u.output_nanos) AS OutputNanos, SUM(u.web_search_nanos) AS WebSearchNanos");

    private sealed record Largeness
    {
        public int Part { get; init; }
        public long Most { get; init; }
    }
}
