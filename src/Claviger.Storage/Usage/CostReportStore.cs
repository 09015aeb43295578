namespace Claviger.Storage.Usage;

/// <summary>Costs by day, from the sums kept with the rows.</summary>
public static class CostReportStore
{
    public static IReadOnlyList<CostReportRow> Read(Reader reader, CostReportQuery query)
    {
        (string Column, string As, bool Wanted)[] dimensions =
        [
            ("workspace", "Workspace", query.ByWorkspace), ("key", "Key", query.ByKey), ("owner", "Owner", query.ByOwner),
            ("model", "Model", query.ByDescription), ("variant", "Variant", query.ByDescription),
        ];
        return reader.Query<CostReportRow>(
            $"""
            SELECT bucket AS Day, {string.Join(", ", dimensions.Select(dimension => $"{(dimension.Wanted ? dimension.Column : "NULL")} AS {dimension.As}"))},
                SUM(cost_nanos) AS CostNanos, SUM(input_nanos) AS Input, SUM(cache_write5m_nanos) AS CacheWrite5m, SUM(cache_write1h_nanos) AS CacheWrite1h,
                SUM(cache_read_nanos) AS CacheRead, SUM(output_nanos) AS Output, SUM(web_search_nanos) AS WebSearch,
                SUM(input) AS InputCount, SUM(cache_write5m) AS CacheWrite5mCount, SUM(cache_write1h) AS CacheWrite1hCount,
                SUM(cache_read) AS CacheReadCount, SUM(output) AS OutputCount, SUM(web_search) AS WebSearchCount
            FROM {(query.ByKey || query.ByOwner || query.Owners is not null ? "usage_daily" : "workspace_daily")} WHERE bucket >= @FromDay AND bucket < @ToDay{(query.Workspaces is null ? "" : " AND workspace IN @workspaces")}{(query.Owners is null ? "" : " AND owner IN @owners")}
            GROUP BY {string.Join(", ", dimensions.Where(dimension => dimension.Wanted).Select(dimension => dimension.Column).Prepend("bucket"))} ORDER BY bucket
            """, new { query.FromDay, query.ToDay, workspaces = query.Workspaces?.ToList(), owners = query.Owners?.ToList() }).ToList();
    }
}
