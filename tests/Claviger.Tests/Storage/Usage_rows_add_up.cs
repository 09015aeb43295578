using Claviger.Core;
using Claviger.Core.Usage;
using Claviger.Storage.Usage;
using CsCheck;
using Dapper;
using Xunit;

namespace Claviger.Tests.Storage;

public sealed class Usage_rows_add_up
{
    private const long Hour = 3_600_000, Day = 24 * Hour;
    private static readonly long Midnight = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [Fact]
    public async Task Sums_equal_rows_whatever_is_written_and_however_often()
    {
        await using var store = new Store();
        using var writer = new RowBooks(store);
        var ids = new RequestIds();
        var records = Records(ids, Gen.Long[Midnight - Day, Midnight + Day]);
        records.List[0, 60].Sample(batch =>
        {
            // Twice in one batch, then again in a later one: a retry after a commit whose answer was lost.
            writer.Write([.. batch, .. batch.Take(batch.Count / 2)]);
            writer.Write([.. batch.Skip(batch.Count / 2)]);
        }, iter: 60, threads: 1);

        AssertSumsEqualRows(store);
        Assert.True(store.Scalar<long>("SELECT COUNT(*) FROM usage") > 500);
    }

    [Fact]
    public async Task The_same_request_counts_once_even_with_other_figures()
    {
        await using var store = new Store();
        using var writer = new RowBooks(store);
        var record = Record(new RequestIds(), Midnight) with { Cost = new Money(5) };

        writer.Write([record, record with { Cost = new Money(7) }]);
        writer.Write([record with { Cost = new Money(9), Outcome = UsageOutcome.WorstCase }]);

        Assert.Equal(5, store.Scalar<long>("SELECT cost_nanos FROM usage"));
        Assert.Equal((1, 5), Sums(store, "usage_hourly"));
        Assert.Equal((1, 5), Sums(store, "usage_daily"));
    }

    [Theory]
    [InlineData(-1, -1, -1)]
    [InlineData(0, 0, 0)]
    [InlineData(Hour - 1, 0, 0)]
    [InlineData(Hour, 1, 0)]
    [InlineData(Day - 1, 23, 0)]
    [InlineData(Day, 24, 1)]
    public async Task A_row_counts_in_the_hour_and_day_it_was_admitted_in(long after, long hours, long days)
    {
        await using var store = new Store();
        using var writer = new RowBooks(store);

        writer.Write([Record(new RequestIds(), Midnight + after)]);

        Assert.Equal(Midnight / Hour + hours, store.Scalar<long>("SELECT bucket FROM usage_hourly"));
        Assert.Equal(Midnight / Day + days, store.Scalar<long>("SELECT bucket FROM usage_daily"));
    }

    [Fact]
    public async Task What_is_free_is_a_row_and_in_no_sum()
    {
        await using var store = new Store();
        using var writer = new RowBooks(store);

        writer.Write([Record(new RequestIds(), Midnight) with { Outcome = UsageOutcome.Free, Cost = Money.Zero }]);

        Assert.Equal(1, store.Scalar<long>("SELECT COUNT(*) FROM usage"));
        Assert.Equal((0, 0), Sums(store, "usage_hourly"));
        Assert.Equal((0, 0), Sums(store, "usage_daily"));
        using var reader = store.Database.Read();
        Assert.Empty(UsageReportStore.Read(reader, new UsageReportQuery(Midnight, Midnight + Hour, 60_000, new HashSet<UsageDimension>(), null, null, null, null)));
    }

    [Fact]
    public async Task Reports_by_the_minute_the_hour_and_the_day_agree()
    {
        await using var store = new Store();
        using var writer = new RowBooks(store);
        writer.Write(Records(new RequestIds(), Gen.Long[Midnight, Midnight + 2 * Day - 1]).Array[3_000].Single());
        var all = Enum.GetValues<UsageDimension>();
        var groupings = all.Select(one => new HashSet<UsageDimension> { one }).Append([]).Append([.. all]).Append([UsageDimension.Key, UsageDimension.Model]);
        using var reader = store.Database.Read();
        foreach (var groupBy in groupings)
            foreach (var (keys, models, workspaces, tier) in new (int[]?, int[]?, int[]?, ServiceTier?)[]
                { (null, null, null, null), ([1, 3], null, null, null), (null, [2], [1], null), (null, null, null, ServiceTier.Batch), ([], null, null, null) })
            {
                var widths = new[] { 60_000L, Hour, Day }.Select(width => Total(UsageReportStore.Read(
                    reader, new UsageReportQuery(Midnight, Midnight + 2 * Day, width, groupBy, workspaces, keys, models, tier)))).ToList();
                Assert.Equal(widths[0], widths[1]);
                Assert.Equal(widths[0], widths[2]);
                Assert.Equal(keys is { Length: 0 }, widths[0].Count == 0);
            }
    }

    [Fact]
    public async Task A_report_takes_its_first_millisecond_and_not_its_last()
    {
        await using var store = new Store();
        using var writer = new RowBooks(store);
        var ids = new RequestIds();
        writer.Write([Record(ids, Midnight - 1), Record(ids, Midnight), Record(ids, Midnight + Day - 1), Record(ids, Midnight + Day)]);

        using var reader = store.Database.Read();
        foreach (var width in new[] { 60_000L, Hour, Day })
            Assert.Equal(2, UsageReportStore.Read(reader, new UsageReportQuery(Midnight, Midnight + Day, width, new HashSet<UsageDimension>(), null, null, null, null)).Sum(row => row.Requests));
    }

    [Theory]
    [InlineData("1970-01-01", 1970 * 12)]
    [InlineData("1999-12-31", 1999 * 12 + 11)]
    [InlineData("2000-02-29", 2000 * 12 + 1)]
    [InlineData("2026-11-27", 2026 * 12 + 10)]
    [InlineData("2100-03-01", 2100 * 12 + 2)]
    public void A_day_is_in_its_month(string day, long month) =>
        Assert.Equal(month, UtcMonth.OfDay(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber));

    private static Dictionary<string, string> Total(IReadOnlyList<UsageReportRow> rows) => rows
        .GroupBy(row => $"{row.Workspace}/{row.Key}/{row.Model}/{row.Tier}/{row.Geo}/{row.Speed}/{row.LongContext}")
        .ToDictionary(group => group.Key, group => string.Join(' ',
            group.Sum(r => r.Requests), group.Sum(r => r.Input), group.Sum(r => r.CacheWrite5m), group.Sum(r => r.CacheWrite1h), group.Sum(r => r.CacheRead),
            group.Sum(r => r.Output), group.Sum(r => r.WebSearch), group.Sum(r => r.CostNanos)));

    private static void AssertSumsEqualRows(Store store)
    {
        const string Columns = "SUM(input), SUM(cache_write5m), SUM(cache_write1h), SUM(cache_read), SUM(output), SUM(web_search), SUM(cost_nanos)";
        using var raw = store.Raw();
        foreach (var (table, width) in new[] { ("usage_hourly", Hour), ("usage_daily", Day) })
        {
            var summed = raw.Query($"SELECT bucket, workspace, key, model, variant, SUM(requests) AS n, {Columns} FROM {table} GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5");
            var rows = raw.Query($"SELECT at_ms / {width} AS bucket, workspace, key, model, variant, COUNT(*) AS n, {Columns} FROM usage WHERE outcome <> 6 GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5");
            Assert.Equal(Texts(rows), Texts(summed));
        }

        foreach (var (table, width) in new[] { ("workspace_hourly", Hour), ("workspace_daily", Day) })
        {
            var summed = raw.Query($"SELECT bucket, workspace, model, variant, requests AS n, {Columns.Replace("SUM", "", StringComparison.Ordinal)} FROM {table} ORDER BY 1, 2, 3, 4");
            var rows = raw.Query($"SELECT at_ms / {width} AS bucket, workspace, model, variant, COUNT(*) AS n, {Columns} FROM usage WHERE outcome <> 6 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4");
            Assert.Equal(Texts(rows), Texts(summed));
        }

        var months = raw.Query<(long At, int Workspace, int Key, int Owner, int Model, long Tokens, long Nanos)>(
            "SELECT at_ms, workspace, key, owner, model, input + cache_write5m + cache_write1h + cache_read + output, cost_nanos FROM usage WHERE outcome <> 6")
            .GroupBy(row => (UtcMonth.OfDay(row.At / Day), row.Workspace, row.Key, row.Owner, row.Model))
            .ToDictionary(group => group.Key, group => (Requests: (long)group.Count(), Tokens: group.Sum(row => row.Tokens), Nanos: group.Sum(row => row.Nanos)));
        Assert.Equal(months, raw.Query("SELECT bucket, workspace, key, owner, model, requests, tokens, cost_nanos FROM key_monthly").ToDictionary(
            row => ((long)row.bucket, (int)row.workspace, (int)row.key, (int)row.owner, (int)row.model), row => (Requests: (long)row.requests, Tokens: (long)row.tokens, Nanos: (long)row.cost_nanos)));

        static IEnumerable<string> Texts(IEnumerable<dynamic> rows) => rows.Select(row => string.Join('|', ((IDictionary<string, object>)row).Values));
    }

    private static (long Requests, long CostNanos) Sums(Store store, string table)
    {
        using var raw = store.Raw();
        return raw.QuerySingle<(long, long)>($"SELECT COALESCE(SUM(requests), 0), COALESCE(SUM(cost_nanos), 0) FROM {table}");
    }

    private static UsageRecord Record(RequestIds ids, long atMs) => new()
    {
        RequestId = ids.Next(atMs),
        AtMs = atMs,
        Organization = 1,
        Workspace = 1,
        Key = 1,
        Model = 1,
        Outcome = UsageOutcome.Completed,
        Status = 200,
        Tokens = new TokenUsage { InputTokens = 3 },
        Cost = new Money(3),
    };

    private static Gen<UsageRecord> Records(RequestIds ids, Gen<long> times) =>
        Gen.Select(times, Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[0, 3], Gen.Int[0, 6], Gen.Select(Gen.Long[0, 250_000], Gen.Long[0, 3_000], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 1]))
            .Select((at, workspace, key, model, outcome, tokens) => Record(ids, at) with
            {
                Workspace = workspace,
                Key = key,
                Model = model,
                Outcome = (UsageOutcome)outcome,
                Tokens = new TokenUsage
                {
                    InputTokens = tokens.Item1,
                    CacheWrite5mTokens = tokens.Item2,
                    CacheWrite1hTokens = tokens.Item2 / 2,
                    CacheReadTokens = tokens.Item1 / 3,
                    OutputTokens = tokens.Item2,
                    WebSearchRequests = tokens.Item3,
                    Tier = (ServiceTier)tokens.Item3,
                    Geo = (InferenceGeo)tokens.Item4,
                    Speed = (Speed)tokens.Item5,
                },
                Cost = new Money(tokens.Item1 * 1_000 + tokens.Item2),
            });
}
