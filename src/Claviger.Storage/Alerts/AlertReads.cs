using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Storage.Usage;

namespace Claviger.Storage.Alerts;

/// <summary>What rules ask the books, a question for all of them at once.</summary>
public static class AlertReads
{
    private const int AtOnce = 1_000;

    /// <summary>Rows that are looked at for what went wrong of late: some 20 ms.</summary>
    private const int MostRows = 50_000;

    /// <summary>What limits have posted in a period. One that no request has met in it is missing.</summary>
    public static IReadOnlyDictionary<LeaseKey, Money> Posted(Reader reader, IReadOnlyList<LeaseKey> keys)
    {
        var posted = new Dictionary<LeaseKey, Money>();
        foreach (var part in keys.Chunk(AtOnce))
            foreach (var row in reader.Query<PostedRow>(
                "SELECT limit_number AS Number, period_start_ms AS StartMs, SUM(posted_nanos) AS Nanos FROM limit_shares WHERE limit_number IN @numbers AND period_start_ms IN @starts GROUP BY limit_number, period_start_ms",
                new { numbers = part.Select(key => key.Limit).ToList(), starts = part.Select(key => key.PeriodStartMs).Distinct().ToList() }))
                posted[new LeaseKey(row.Number, row.StartMs)] = new Money(row.Nanos);
        return posted;
    }

    /// <summary>Spend of single hours or days, by workspace number.</summary>
    public static ILookup<int, (long Bucket, Money Spent)> Spend(Reader reader, bool byDay, IReadOnlyList<long> buckets) => reader.Query<SpendRow>(
        $"SELECT bucket AS Bucket, workspace AS Workspace, SUM(cost_nanos) AS Nanos FROM {(byDay ? "workspace_daily" : "workspace_hourly")} WHERE bucket IN @buckets GROUP BY bucket, workspace",
        new { buckets = buckets.ToList() }).ToLookup(row => row.Workspace, row => (row.Bucket, new Money(row.Nanos)));

    /// <summary>Of the newest rows since a moment: booked at their worst case, and refused by upstream with 403.</summary>
    public static (int WorstCases, int Forbidden) Troubles(Reader reader, DateTimeOffset since)
    {
        var row = reader.First<TroubleRow>(
            """
            SELECT COALESCE(SUM(CASE WHEN outcome = 3 THEN 1 ELSE 0 END), 0) AS WorstCases, COALESCE(SUM(CASE WHEN outcome = 1 AND status = 403 THEN 1 ELSE 0 END), 0) AS Forbidden
            FROM (SELECT outcome, status FROM usage WHERE request_id >= @low ORDER BY request_id DESC LIMIT @most) newest
            """, new { low = UsageReportStore.IdBytes(since.ToUnixTimeMilliseconds()), most = MostRows })!;
        return ((int)row.WorstCases, (int)row.Forbidden);
    }

    private sealed record PostedRow
    {
        public int Number { get; init; }
        public long StartMs { get; init; }
        public long Nanos { get; init; }
    }

    private sealed record SpendRow
    {
        public long Bucket { get; init; }
        public int Workspace { get; init; }
        public long Nanos { get; init; }
    }

    private sealed record TroubleRow
    {
        public long WorstCases { get; init; }
        public long Forbidden { get; init; }
    }
}
