using System.Buffers.Binary;
using System.Text;
using Claviger.Core.Usage;

namespace Claviger.Storage.Usage;

/// <summary>Sums for reports: hours and days from the sums kept with the rows, minutes from the rows themselves.</summary>
public static class UsageReportStore
{
    public static IReadOnlyList<UsageReportRow> Read(Reader reader, UsageReportQuery query)
    {
        var columns = query.GroupBy.Select(ColumnOf).ToList();
        var byMinute = query.BucketMs == 60_000;
        var bucket = byMinute ? "at_ms / 60000" : "bucket";
        var sql = new StringBuilder("SELECT ").Append(bucket).Append(" AS Bucket");
        foreach (var dimension in Enum.GetValues<UsageDimension>())
            sql.Append(", ").Append(query.GroupBy.Contains(dimension) ? ColumnOf(dimension) : "NULL").Append(" AS ").Append(dimension);
        sql.Append(byMinute ? ", COUNT(*) AS Requests" : ", SUM(requests) AS Requests")
            .Append(", SUM(input) AS Input, SUM(cache_write5m) AS CacheWrite5m, SUM(cache_write1h) AS CacheWrite1h, SUM(cache_read) AS CacheRead, SUM(output) AS Output, SUM(web_search) AS WebSearch, SUM(cost_nanos) AS CostNanos FROM ")
            .Append(byMinute ? "usage" : (OfWorkspaces(query) ? "workspace_" : "usage_") + (query.BucketMs == 3_600_000 ? "hourly" : "daily"))
            .Append(" WHERE 1 = 1");
        sql.Append(byMinute ? " AND request_id >= @lowId AND request_id < @highId AND outcome <> 6" : " AND bucket >= @low AND bucket < @high");
        if (query.Workspaces is not null) sql.Append(" AND workspace IN @workspaces");
        if (query.Keys is not null) sql.Append(" AND key IN @keys");
        if (query.Models is not null) sql.Append(" AND model IN @models");
        if (query.Owners is not null) sql.Append(" AND owner IN @owners");
        if (query.Tier is not null) sql.Append(" AND (variant & 3) = @tier");
        sql.Append(" GROUP BY ").Append(string.Join(", ", columns.Prepend("1"))).Append(" ORDER BY 1, CostNanos DESC");

        return reader.Query<UsageReportRow>(sql.ToString(), new
        {
            low = query.FromMs / query.BucketMs,
            high = (query.ToMs + query.BucketMs - 1) / query.BucketMs,
            lowId = IdBytes(query.FromMs),
            highId = IdBytes(query.ToMs),
            workspaces = query.Workspaces,
            keys = query.Keys,
            models = query.Models,
            owners = query.Owners,
            tier = (int?)query.Tier,
        }).ToList();
    }

    /// <summary>Nothing of keys and owners is asked: the sums over all of a workspace's keys say it, in far fewer rows.</summary>
    private static bool OfWorkspaces(UsageReportQuery query) =>
        query.Keys is null && query.Owners is null && !query.GroupBy.Contains(UsageDimension.Key) && !query.GroupBy.Contains(UsageDimension.Owner);

    public static long CountUnresolved(Reader reader) =>
        reader.First<long>("SELECT COUNT(*) FROM usage WHERE outcome = 4"); // a literal, or the partial index is not used

    internal static byte[] IdBytes(long atMs)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, RequestIds.Floor(atMs));
        return bytes;
    }

    private static string ColumnOf(UsageDimension dimension) => dimension switch
    {
        UsageDimension.Workspace => "workspace",
        UsageDimension.Key => "key",
        UsageDimension.Model => "model",
        UsageDimension.Tier => "(variant & 3)",
        UsageDimension.Geo => "((variant >> 2) & 3)",
        UsageDimension.Speed => "((variant >> 4) & 1)",
        UsageDimension.LongContext => "((variant >> 5) & 1)",
        UsageDimension.Owner => "owner",
        _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
    };
}
