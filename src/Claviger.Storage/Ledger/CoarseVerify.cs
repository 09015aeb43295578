using Claviger.Storage.Usage;

namespace Claviger.Storage.Ledger;

/// <summary>Sums of sums against the hours and days they are made of, a bucket at a time: once those are held against their rows, these are too.</summary>
internal sealed class CoarseVerify(Reader reader)
{
    /// <param name="counted">Told of each bucket's sums.</param>
    public IEnumerable<LedgerDifference> Run(Action<long> counted) =>
        Compare(new Coarse("workspace_hourly", "usage_hourly", LedgerDifferenceKind.WorkspaceHourly, ["workspace", "model", "variant"], SumColumns.Figures, hour => (hour, hour + 1), hour => hour), counted)
            .Concat(Compare(new Coarse("workspace_daily", "usage_daily", LedgerDifferenceKind.WorkspaceDaily, ["workspace", "model", "variant"], [.. SumColumns.Figures, .. SumColumns.Parts], day => (day, day + 1), day => day), counted))
            .Concat(Compare(new Coarse("key_monthly", "usage_daily", LedgerDifferenceKind.KeyMonthly, ["workspace", "key", "owner", "model"], ["requests", "tokens", "cost_nanos"], UtcMonth.Days, UtcMonth.OfDay), counted));

    private IEnumerable<LedgerDifference> Compare(Coarse coarse, Action<long> counted)
    {
        var buckets = reader.Query<long>($"SELECT DISTINCT bucket FROM {coarse.Fine}").Select(coarse.BucketOf).Concat(reader.Query<long>($"SELECT DISTINCT bucket FROM {coarse.Table}")).Distinct().Order().ToList();
        var sql = coarse.Statement;
        foreach (var bucket in buckets)
        {
            var (from, to) = coarse.Covers(bucket);
            counted(reader.First<long>($"SELECT COUNT(*) FROM {coarse.Table} WHERE bucket = @bucket", new { bucket }));
            foreach (IDictionary<string, object> row in reader.Query<dynamic>(sql, new { bucket, from, to }))
                foreach (var figure in coarse.Figures)
                    if (Convert.ToInt64(row["expected_" + figure]) is var expected && Convert.ToInt64(row["found_" + figure]) is var found && expected != found)
                        yield return new LedgerDifference(coarse.Kind, $"{coarse.Table} {bucket} {string.Join(' ', coarse.By.Select(column => $"{column} {row[column]}"))}", figure, expected, found);
        }
    }

    /// <param name="Fine">What it sums.</param>
    /// <param name="Covers">Which buckets of that, the last one excluded.</param>
    private sealed record Coarse(string Table, string Fine, LedgerDifferenceKind Kind, string[] By, string[] Figures, Func<long, (long From, long To)> Covers, Func<long, long> BucketOf)
    {
        public string Statement
        {
            get
            {
                var by = string.Join(", ", By);
                var expected = string.Join(", ", Figures.Select(figure => $"{(figure == "tokens" ? "input + cache_write5m + cache_write1h + cache_read + output" : figure)} AS e_{figure}, 0 AS f_{figure}"));
                var found = string.Join(", ", Figures.Select(figure => $"0, {figure}"));
                return
                    $"""
                    SELECT {by}, {string.Join(", ", Figures.Select(figure => $"SUM(e_{figure}) AS expected_{figure}, SUM(f_{figure}) AS found_{figure}"))} FROM (
                        SELECT {by}, {expected} FROM {Fine} WHERE bucket >= @from AND bucket < @to
                        UNION ALL SELECT {by}, {found} FROM {Table} WHERE bucket = @bucket) AS both_sides
                    GROUP BY {by} HAVING {string.Join(" OR ", Figures.Select(figure => $"SUM(e_{figure}) <> SUM(f_{figure})"))}
                    """;
            }
        }
    }
}
