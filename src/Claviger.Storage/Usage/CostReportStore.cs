namespace Claviger.Storage.Usage;

/// <summary>Costs by day, from the sums kept with the rows.</summary>
public static class CostReportStore
{
    /// <param name="fromDay">UTC days since 1970, inclusive.</param>
    /// <param name="toDay">Exclusive.</param>
    /// <param name="workspaces">Numbers to keep; null: all.</param>
    public static IReadOnlyList<CostReportRow> Read(Reader reader, long fromDay, long toDay, IReadOnlyList<int>? workspaces, bool byWorkspace, bool byDescription)
    {
        List<string> columns = ["bucket"];
        if (byWorkspace) columns.Add("workspace");
        if (byDescription) columns.AddRange(["model", "variant"]);
        return reader.Query<CostReportRow>(
            $"""
            SELECT bucket AS Day, {(byWorkspace ? "workspace" : "NULL")} AS Workspace, {(byDescription ? "model AS Model, variant AS Variant" : "NULL AS Model, NULL AS Variant")},
                SUM(cost_nanos) AS CostNanos, SUM(input_nanos) AS Input, SUM(cache_write5m_nanos) AS CacheWrite5m, SUM(cache_write1h_nanos) AS CacheWrite1h,
                SUM(cache_read_nanos) AS CacheRead, SUM(output_nanos) AS Output, SUM(web_search_nanos) AS WebSearch
            FROM usage_daily WHERE bucket >= @fromDay AND bucket < @toDay{(workspaces is null ? "" : " AND workspace IN @workspaces")}
            GROUP BY {string.Join(", ", columns)} ORDER BY bucket
            """, new { fromDay, toDay, workspaces = workspaces?.ToList() }).ToList();
    }
}
