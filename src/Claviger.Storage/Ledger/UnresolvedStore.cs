using System.Buffers.Binary;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.Storage.Usage;

namespace Claviger.Storage.Ledger;

/// <summary>
/// Money whose fate is unknown: rows of requests that a dead process was running, and remainders of leases that a power cut took. Both count
/// as spent. Saying what they really cost corrects every sum they are in, in the caller's transaction and so with its audit entry.
/// </summary>
public static class UnresolvedStore
{
    /// <summary>Oldest first.</summary>
    /// <param name="after">The last of the page before; null: from the beginning.</param>
    public static IReadOnlyList<UnresolvedRow> Rows(Reader reader, UInt128? after, int limit) => reader.Query<UnresolvedRow>(
        // outcome as a literal, or the partial index is not used
        $"SELECT {UnresolvedRow.Columns} FROM usage WHERE outcome = 4 AND request_id > @after ORDER BY request_id LIMIT @limit",
        new { after = IdBytes(after ?? 0), limit }).ToList();

    public static UnresolvedRow? Find(Reader reader, UInt128 requestId) => reader.First<UnresolvedRow>(
        $"SELECT {UnresolvedRow.Columns} FROM usage WHERE outcome = 4 AND request_id = @id", new { id = IdBytes(requestId) });

    /// <summary>Oldest first.</summary>
    /// <param name="after"><see cref="OpenRemainder.Number"/> of the last of the page before; 0: from the beginning.</param>
    public static IReadOnlyList<OpenRemainder> Remainders(Reader reader, long after, int limit) => reader.Query<OpenRemainder>(
        $"SELECT {OpenRemainder.Columns} FROM ledger_entries WHERE kind = 1 AND resolved_at_ms IS NULL AND number > @after ORDER BY number LIMIT @limit",
        new { after, limit }).ToList();

    public static OpenRemainder? FindRemainder(Reader reader, string id) => reader.First<OpenRemainder>(
        $"SELECT {OpenRemainder.Columns} FROM ledger_entries WHERE id = @id AND kind = 1 AND resolved_at_ms IS NULL", new { id });

    /// <summary>What is booked for an open one; null when there is none of that id, or it was resolved before.</summary>
    public static Money? Booked(AdminTransaction tx, UInt128 requestId) =>
        tx.First<long?>("SELECT cost_nanos FROM usage WHERE request_id = @id AND outcome = 4", new { id = IdBytes(requestId) }) is { } nanos ? new Money(nanos) : null;

    public static Money? Booked(AdminTransaction tx, string entryId) =>
        tx.First<long?>("SELECT nanos FROM ledger_entries WHERE id = @entryId AND kind = 1 AND resolved_at_ms IS NULL", new { entryId }) is { } nanos ? new Money(nanos) : null;

    /// <summary>The row becomes <see cref="UsageOutcome.Resolved"/> at this cost.</summary>
    /// <param name="cost">Not negative. Above the worst case is taken too: it is what somebody says that upstream billed.</param>
    /// <returns>What it was booked at until now; null when no row of this id is unresolved, and nothing changed.</returns>
    public static Money? Resolve(AdminTransaction tx, UInt128 requestId, Money cost)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cost.Nanos);
        var id = IdBytes(requestId);
        var row = tx.First<UnresolvedRow>($"SELECT {UnresolvedRow.Columns} FROM usage WHERE outcome = 4 AND request_id = @id", new { id });
        if (row is null) return null;
        var args = new
        {
            id, cost = cost.Nanos, more = (cost - row.Cost).Nanos, hour = row.AtMs / 3_600_000, day = row.AtMs / 86_400_000, month = UtcMonth.OfDay(row.AtMs / 86_400_000),
            row.Workspace, row.Key, row.Owner, row.Model, row.Variant,
        };
        tx.Execute($"UPDATE usage SET outcome = {(int)UsageOutcome.Resolved}, cost_nanos = @cost WHERE request_id = @id", args);
        tx.Execute(Correct("usage_hourly", "@hour", "key", "owner", "model", "variant"), args);
        tx.Execute(Correct("usage_daily", "@day", "key", "owner", "model", "variant"), args);
        tx.Execute(Correct("workspace_hourly", "@hour", "model", "variant"), args);
        tx.Execute(Correct("workspace_daily", "@day", "model", "variant"), args);
        tx.Execute(Correct("key_monthly", "@month", "key", "owner", "model"), args);
        foreach (var key in Covering(tx, row))
            tx.Execute(CorrectShare, new { nanos = args.more, key.Limit, key.PeriodStartMs });
        return row.Cost;
    }

    /// <param name="spent">What of it was spent: from nothing to all of it.</param>
    /// <param name="atMs">When somebody said so, Unix milliseconds.</param>
    /// <returns>What it was counted at until now; null when no remainder of this id is open, and nothing changed.</returns>
    public static Money? ResolveEntry(AdminTransaction tx, string id, Money spent, long atMs)
    {
        var entry = tx.First<OpenRemainder>($"SELECT {OpenRemainder.Columns} FROM ledger_entries WHERE id = @id AND kind = 1 AND resolved_at_ms IS NULL", new { id });
        if (entry is null) return null;
        ArgumentOutOfRangeException.ThrowIfNegative(spent.Nanos);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spent.Nanos, entry.Nanos, nameof(spent));
        var args = new { correction = LedgerEntryIds.New(), entry.Number, Limit = entry.LimitNumber, entry.PeriodStartMs, nanos = (spent - entry.Amount).Nanos, atMs };
        tx.Execute("UPDATE ledger_entries SET resolved_at_ms = @atMs WHERE number = @Number", args);
        tx.Execute(
            """
            INSERT INTO ledger_entries (id, limit_number, period_start_ms, kind, nanos, at_ms, resolves)
            VALUES (@correction, @Limit, @PeriodStartMs, 2, @nanos, @atMs, @Number)
            """, args);
        tx.Execute(CorrectShare, args);
        return entry.Amount;
    }

    /// <summary>A share that isn't open yet needs no correction: it will be opened from the corrected sums.</summary>
    private const string CorrectShare =
        "UPDATE limit_shares SET posted_nanos = posted_nanos + @nanos WHERE limit_number = @Limit AND period_start_ms = @PeriodStartMs AND node = 0";

    private static string Correct(string table, string bucket, params string[] by) =>
        $"UPDATE {table} SET cost_nanos = cost_nanos + @more WHERE bucket = {bucket} AND workspace = @Workspace{string.Concat(by.Select(column => $" AND {column} = @{char.ToUpperInvariant(column[0])}{column[1..]}"))}";

    private static List<LeaseKey> Covering(AdminTransaction tx, UnresolvedRow row) => tx.Query<(int Number, int Period, string Zone)>(
        """
        SELECT l.number, l.period, o.time_zone FROM spend_limits l
        JOIN organizations o ON o.id = l.organization_id
        JOIN workspaces w ON w.organization_id = o.id AND w.number = @Workspace
        WHERE l.deleted_at_ms IS NULL AND CASE l.scope_type
            WHEN 0 THEN l.scope_number = o.number WHEN 1 THEN l.scope_number = @Workspace WHEN 2 THEN l.scope_number = @Key
            ELSE @Owner <> 0 AND l.scope_number = @Owner END
        """, new { row.Workspace, row.Key, row.Owner })
        .Select(limit => new LeaseKey(limit.Number, PeriodCalendar.Of(limit.Zone).SpanAt((LimitPeriod)limit.Period, row.AtMs).StartMs)).ToList();

    private static byte[] IdBytes(UInt128 id)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return bytes;
    }
}
