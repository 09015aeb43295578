using System.Buffers.Binary;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.Storage.Ledger;
using Claviger.Tests.Storage;
using CsCheck;
using Dapper;
using Xunit;

namespace Claviger.Tests.Ledger;

public sealed class A_scopes_spend_is_the_sum_of_its_rows
{
    private const long Start = 1_795_000_000_000; // 2026-11, in the middle of an hour

    [Fact]
    public async Task Whatever_the_stretch()
    {
        await using var store = new Store();
        var records = Rows(store);
        Gen.Select(Gen.Long[-80, 80], Gen.Long[-80, 80], Gen.Int[0, 60], Gen.Int[0, 4]).Sample(
            (fromHours, hours, minutes, scope) =>
            {
                var type = (LimitScopeType)scope;
                var (from, to) = (Start + fromHours * 3_600_000 + minutes * 60_000, Start + hours * 3_600_000 - minutes * 1_001);
                if (from > to) (from, to) = (to, from);
                using var reader = store.Database.Read();
                var expected = records.Where(record => record.AtMs >= from && record.AtMs < to && Covers(type, record)).Sum(record => record.Cost.Nanos);
                var ofAll = ScopeSpend.All(reader, type, from, to).GetValueOrDefault(type == LimitScopeType.Organization ? 0 : 2);
                return ScopeSpend.Of(reader, type, 2, from, to) == new Money(expected) && ofAll == new Money(expected);
            },
            iter: 2_000);
    }

    [Fact]
    public async Task For_a_lifetime_too()
    {
        await using var store = new Store();
        var records = Rows(store);
        using var reader = store.Database.Read();
        foreach (var type in Enum.GetValues<LimitScopeType>())
            Assert.Equal(records.Where(record => Covers(type, record)).Sum(record => record.Cost.Nanos), ScopeSpend.Of(reader, type, 2, PeriodSpan.Ever.StartMs, PeriodSpan.Ever.EndMs).Nanos);
    }

    private static List<UsageRecord> Rows(Store store)
    {
        var ids = new RequestIds();
        var records = Enumerable.Range(0, 600).Select(i =>
        {
            var at = Start + i * 937_331L % (6 * 86_400_000L) - 3 * 86_400_000L;
            return new UsageRecord
            {
                RequestId = ids.Next(at), AtMs = at, Organization = 1, Workspace = 1 + i % 3, Key = 1 + i % 5, Owner = 1 + i % 2, Model = 1,
                Outcome = UsageOutcome.Completed, Status = 200, Tokens = default, Cost = new Money(1 + i * i),
            };
        }).ToList();
        using var raw = store.Raw();
        using var transaction = raw.BeginTransaction();
        foreach (var record in records)
            raw.Execute(
                """
                INSERT INTO usage (request_id, at_ms, workspace, key, owner, model, outcome, status, variant, input, cache_write5m, cache_write1h, cache_read, output, web_search, cost_nanos)
                VALUES (@id, @AtMs, @Workspace, @Key, @Owner, 1, 0, 200, 0, 0, 0, 0, 0, 0, 0, @nanos)
                """,
                new { id = Bytes(record.RequestId), record.AtMs, record.Workspace, record.Key, record.Owner, nanos = record.Cost.Nanos }, transaction);
        foreach (var (table, unit) in new[] { ("usage_hourly", 3_600_000), ("usage_daily", 86_400_000) })
            raw.Execute($"INSERT INTO {table} SELECT at_ms / {unit}, workspace, key, owner, model, variant, COUNT(*), 0, 0, 0, 0, 0, 0, SUM(cost_nanos) FROM usage GROUP BY 1, 2, 3, 4, 5, 6", transaction: transaction);
        transaction.Commit();
        return records;
    }

    private static byte[] Bytes(UInt128 id)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return bytes;
    }

    private static bool Covers(LimitScopeType type, UsageRecord record) => type switch
    {
        LimitScopeType.Organization => true,
        LimitScopeType.Workspace => record.Workspace == 2,
        LimitScopeType.ApiKey => record.Key == 2,
        _ => record.Owner == 2,
    };
}
