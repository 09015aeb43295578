using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.Storage;
using Claviger.Storage.Ledger;
using Claviger.Storage.Usage;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Storage;

public sealed class A_schema_1_database_is_carried_over : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claviger-store-");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 10, 37, 0, TimeSpan.Zero));

    private string File => Path.Combine(_folder.FullName, "claviger.db");

    [Fact]
    public async Task Rows_and_sums_know_who_owns_their_key_and_a_limit_counts_them()
    {
        using (var old = Store.Open(File))
        {
            Migrator.Run(old, File, _clock, [Migrator.Steps()[0]]);
            Fill(old);
        }

        await using var database = Database.Open(File, _clock);

        using (var raw = Store.Open(File))
        {
            Assert.Equal(Migrator.Steps().Count, raw.ExecuteScalar<int>("PRAGMA user_version"));
            Assert.Equal([(1, "user", "user_a"), (2, "service_account", "svac_b")], raw.Query<(int, string, string)>("SELECT number, type, id FROM principals ORDER BY number"));
            Assert.Equal([(1, 1), (2, 2), (3, 1), (9, 0)], raw.Query<(int, int)>("SELECT key, owner FROM usage ORDER BY key"));
            foreach (var table in new[] { "usage_hourly", "usage_daily" })
                Assert.Equal([(1, 1, 10), (2, 2, 20), (3, 1, 30), (9, 0, 90)], raw.Query<(int, int, long)>($"SELECT key, owner, cost_nanos FROM {table} ORDER BY key"));
            Assert.Equal([("msgbatch_done", 0), ("msgbatch_runs", 2)], raw.Query<(string, int)>("SELECT id, owner FROM batches ORDER BY id"));
            Assert.Equal(("UTC", 0), raw.QuerySingle<(string, int)>("SELECT time_zone, spend_refusals FROM organizations"));
            raw.Execute(
                """
                INSERT INTO spend_limits (id, organization_id, scope_type, scope_id, scope_number, period, amount_nanos, mode, at_cap, created_at_ms, updated_at_ms, version)
                VALUES ('spl_1', 'org', 3, 'user_a', 1, 2, 1000, 0, 0, 0, 0, 1); UPDATE limits_version SET version = 1
                """);
        }

        using (var reader = database.Read()) Assert.Empty(new LedgerVerify(reader).Run(0));
        Assert.Single(_folder.GetFiles("*.before-0002.*"));
        await using var journal = new UsageJournal(database, Path.Combine(_folder.FullName, "journal.slots"), _clock, NullLogger<UsageJournal>.Instance, slots: 8);
        var month = PeriodCalendar.Utc.SpanAt(LimitPeriod.Monthly, _clock.GetUtcNow().ToUnixTimeMilliseconds()).StartMs;
        Assert.Equal(new Money(40), (await journal.TakeAsync(new LeaseDemand(new LeaseKey(1, month), new Money(1), 0))).Posted);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Fill(Microsoft.Data.Sqlite.SqliteConnection old)
    {
        old.Execute(
            """
            INSERT INTO organizations VALUES (1, 'org', 'Example Org', 0);
            INSERT INTO workspaces VALUES (1, 'wrkspc_1', 'org', 'Production', NULL, 1, '', '{}', NULL, 0, NULL);
            """);
        foreach (var (number, type, id) in new[] { (1, "user", "user_a"), (2, "service_account", "svac_b"), (3, "user", "user_a") })
            old.Execute(
                """
                INSERT INTO api_keys (number, id, organization_id, workspace_id, name, service, environment, owner_type, owner_id, created_at_ms, status, models, networks, secret_hint)
                VALUES (@number, 'apikey_' || @number, 'org', 'wrkspc_1', 'k' || @number, 's', 'production', @type, @id, 0, 0, '[]', '[]', '')
                """, new { number, type, id });
        var at = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var ids = new RequestIds();
        foreach (var key in new[] { 1, 2, 3, 9 })
        {
            var id = new byte[16];
            System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(id, ids.Next(at));
            old.Execute("INSERT INTO usage VALUES (@id, @at, 1, @key, 1, 0, 200, 0, 3, 0, 0, 0, 0, 0, @cost)", new { id, at, key, cost = key * 10 });
            old.Execute("INSERT INTO usage_hourly VALUES (@at / 3600000, 1, @key, 1, 0, 1, 3, 0, 0, 0, 0, 0, @cost)", new { at, key, cost = key * 10 });
            old.Execute("INSERT INTO usage_daily VALUES (@at / 86400000, 1, @key, 1, 0, 1, 3, 0, 0, 0, 0, 0, @cost)", new { at, key, cost = key * 10 });
        }

        old.Execute("INSERT INTO batches VALUES ('msgbatch_runs', 1, 2, @at, 1, 500, NULL), ('msgbatch_done', 1, 2, @at, 1, 500, 1)", new { at });
    }
}
