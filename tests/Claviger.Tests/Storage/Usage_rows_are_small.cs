using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.Simulator;
using Claviger.Storage.Usage;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Claviger.Tests.Storage;

public sealed class Usage_rows_are_small(ITestOutputHelper output)
{
    private const int Rows = 200_000;

    /// <summary>
    /// A week of 40 keys in 4 workspaces, two models each. Requests are booked when they end, up to a minute after their id was made,
    /// so that pages fill as they really do and not in perfect order.
    /// </summary>
    [Fact]
    public async Task A_row_with_its_sums_takes_under_200_bytes_of_file()
    {
        await using var store = new Store();
        var before = Bytes(store);
        using (var writer = new RowBooks(store))
            foreach (var batch in Traffic().OrderBy(pair => pair.EndsAtMs).Select(pair => pair.Record).Chunk(2_000))
                writer.Write(batch);

        var perRow = (Bytes(store) - before) / (double)Rows;
        output.WriteLine($"{perRow:0.0} bytes a row, sums included ({store.Scalar<long>("SELECT COUNT(*) FROM usage_hourly")} hourly and {store.Scalar<long>("SELECT COUNT(*) FROM usage_daily")} daily rows)");
        Assert.Equal(Rows, store.Scalar<long>("SELECT COUNT(*) FROM usage"));
        Assert.InRange(perRow, 30, 200);
    }

    [Fact]
    public async Task The_journal_books_each_request_once_through_a_restart()
    {
        await using var store = new Store();
        var records = Traffic().Take(5_000).Select(pair => pair.Record).ToList();
        var file = store.Folder.JournalFile;
        await using (var journal = new UsageJournal(store.Database, file, TimeProvider.System, NullLogger<UsageJournal>.Instance, slots: 8_192))
        {
            foreach (var record in records)
            {
                Assert.True(journal.TryOpen(record with { Cost = new Money(1) }, HeldLimits.None, out var ticket));
                journal.Post(ticket, record);
            }

            await journal.FlushedAsync(CancellationToken.None);
            Assert.Equal(0, journal.Pending);
        }

        // The same records again, as a crash between commit and clearing of the slots would leave them.
        await using (var journal = new UsageJournal(store.Database, file, TimeProvider.System, NullLogger<UsageJournal>.Instance, slots: 8_192))
        {
            Assert.Equal((0, 0), journal.Recovered);
            foreach (var record in records) Assert.True(journal.TryPost(record, HeldLimits.None));
            await journal.FlushedAsync(CancellationToken.None);
        }

        Assert.Equal(records.Count, store.Scalar<long>("SELECT COUNT(*) FROM usage"));
        Assert.Equal(records.Sum(record => record.Cost.Nanos), store.Scalar<long>("SELECT SUM(cost_nanos) FROM usage_daily"));
        Assert.Equal(records.Count, store.Scalar<long>("SELECT SUM(requests) FROM usage_hourly"));
    }

    [Fact]
    public async Task After_a_crash_a_paid_call_is_unresolved_and_a_free_one_stays_free()
    {
        await using var store = new Store();
        var (paid, free) = (Traffic().First().Record with { Outcome = UsageOutcome.WorstCase, RequestId = 1 }, Traffic().First().Record with { Outcome = UsageOutcome.Free, RequestId = 2, Tokens = default, Cost = Money.Zero });
        using (var file = new CrashFile(store.Folder.JournalFile, slots: 8))
        {
            // What a killed process leaves: opened, never posted.
            file.WriteOpen(3, paid);
            file.WriteOpen(5, free);
        }

        await using (var journal = new UsageJournal(store.Database, store.Folder.JournalFile, TimeProvider.System, NullLogger<UsageJournal>.Instance, slots: 8))
            Assert.Equal((1, 1), journal.Recovered);

        Assert.Equal(paid.Cost.Nanos, store.Scalar<long>("SELECT SUM(cost_nanos) FROM usage WHERE outcome = 4"));
        Assert.Equal(1, store.Scalar<long>("SELECT COUNT(*) FROM usage WHERE outcome = 6"));
    }

    private static long Bytes(Store store)
    {
        using var raw = store.Raw();
        if (store.Address is not null) return raw.ExecuteScalar<long>("SELECT SUM(pg_total_relation_size(format('%I.%I', schemaname, tablename)))::bigint FROM pg_tables WHERE schemaname = current_schema()");
        raw.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        return raw.ExecuteScalar<long>("PRAGMA page_count") * raw.ExecuteScalar<long>("PRAGMA page_size");
    }

    private static IEnumerable<(UsageRecord Record, long EndsAtMs)> Traffic()
    {
        var draw = new SeededGenerator(20261123);
        var ids = new RequestIds();
        var start = new DateTimeOffset(2026, 11, 16, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        for (var i = 0; i < Rows; i++)
        {
            var at = start + (long)(i * (7 * 86_400_000.0 / Rows));
            var key = 1 + draw.Next(40);
            var prompt = 200 + draw.Next(40_000);
            var cached = draw.Next(3) == 0 ? prompt * 4 : 0;
            var record = new UsageRecord
            {
                RequestId = ids.Next(at),
                AtMs = at,
                Organization = 1,
                Workspace = 1 + key % 4,
                Key = key,
                Model = 1 + key % 3 + draw.Next(2),
                Outcome = UsageOutcome.Completed,
                Status = 200,
                Tokens = new TokenUsage
                {
                    InputTokens = prompt,
                    CacheReadTokens = cached,
                    CacheWrite5mTokens = cached / 7,
                    OutputTokens = 50 + draw.Next(2_000),
                    Geo = InferenceGeo.Global,
                },
                Cost = new Money(prompt * 3_000 + cached * 300),
            };
            yield return (record, at + draw.Next(60_000));
        }
    }
}
