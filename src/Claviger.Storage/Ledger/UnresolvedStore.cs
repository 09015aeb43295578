using System.Buffers.Binary;
using Claviger.Core;

namespace Claviger.Storage.Ledger;

/// <summary>Spend whose truth nobody saw: listed, and resolved by an administrator. Row, sums and shares change in one transaction.</summary>
public static class UnresolvedStore
{
    /// <summary>In order of admission, above an id.</summary>
    public static IReadOnlyList<UnresolvedRequest> Requests(Reader reader, UInt128 after, int limit) => reader.Query<RequestRow>(
        // A literal outcome, or the partial index is not used.
        """
        SELECT request_id AS RequestId, at_ms AS AtMs, workspace AS Workspace, key AS Key, model AS Model, cost_nanos AS CostNanos
        FROM usage WHERE outcome = 4 AND request_id > @after ORDER BY request_id LIMIT @limit
        """,
        new { after = Bytes(after), limit }).Select(row => row.ToRequest()).ToList();

    /// <summary>Open ones in order of their making, beginning after one of them.</summary>
    public static IReadOnlyList<UnresolvedRemainder> Remainders(Reader reader, string? afterId, int limit) => reader.Query<RemainderRow>(
        """
        SELECT e.id AS Id, l.id AS LimitId, e.at_ms AS AtMs, e.nanos AS Nanos
        FROM ledger_entries e JOIN spend_limits l ON l.number = e.limit_number
        WHERE e.kind = 1 AND e.resolved_at_ms IS NULL
          AND (@afterId IS NULL OR e.number > (SELECT number FROM ledger_entries WHERE id = @afterId))
        ORDER BY e.number LIMIT @limit
        """,
        new { afterId, limit }).Select(row => new UnresolvedRemainder(row.Id, row.LimitId, row.AtMs, new Money(row.Nanos))).ToList();

    /// <summary>What is booked for an open one; null when there is none of that id, or it was resolved before.</summary>
    public static Money? Booked(AdminTransaction tx, UInt128 requestId) =>
        tx.First<long?>("SELECT cost_nanos FROM usage WHERE request_id = @id AND outcome = 4", new { id = Bytes(requestId) }) is { } nanos ? new Money(nanos) : null;

    public static Money? Booked(AdminTransaction tx, string entryId) =>
        tx.First<long?>("SELECT nanos FROM ledger_entries WHERE id = @entryId AND kind = 1 AND resolved_at_ms IS NULL", new { entryId }) is { } nanos ? new Money(nanos) : null;

    /// <summary>The row gets its cost and the outcome "resolved"; the sums lose the difference.</summary>
    public static void Resolve(AdminTransaction tx, UInt128 requestId, Money cost)
    {
        var id = Bytes(requestId);
        var less = Booked(tx, requestId)!.Value - cost;
        foreach (var (table, unitMs) in new[] { ("usage_hourly", 3_600_000L), ("usage_daily", 86_400_000L) })
            tx.Execute(
                $"""
                UPDATE {table} SET cost_nanos = {table}.cost_nanos - @less FROM usage u
                WHERE u.request_id = @id AND {table}.bucket = u.at_ms / @unitMs AND {table}.workspace = u.workspace AND {table}.key = u.key
                  AND {table}.owner = u.owner AND {table}.model = u.model AND {table}.variant = u.variant
                """,
                new { id, less = less.Nanos, unitMs });
        tx.Execute("UPDATE usage SET outcome = 7, cost_nanos = @cost WHERE request_id = @id", new { id, cost = cost.Nanos });
    }

    /// <summary>A correction of what was not spent goes beside the remainder, which is closed.</summary>
    public static void ResolveEntry(AdminTransaction tx, string entryId, Money spent, long atMs)
    {
        var less = Booked(tx, entryId)!.Value - spent;
        tx.Execute(
            """
            INSERT INTO ledger_entries (id, limit_number, period_start_ms, kind, nanos, at_ms, resolves)
            SELECT @correction, limit_number, period_start_ms, 2, @nanos, @atMs, number FROM ledger_entries WHERE id = @entryId
            """,
            new { correction = EntityId.New("lde_"), nanos = -less.Nanos, atMs, entryId });
        tx.Execute("UPDATE ledger_entries SET resolved_at_ms = @atMs WHERE id = @entryId", new { entryId, atMs });
    }

    private static byte[] Bytes(UInt128 id)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return bytes;
    }

    private sealed record RequestRow
    {
        public byte[] RequestId { get; init; } = [];
        public long AtMs { get; init; }
        public int Workspace { get; init; }
        public int Key { get; init; }
        public int Model { get; init; }
        public long CostNanos { get; init; }

        public UnresolvedRequest ToRequest() => new(BinaryPrimitives.ReadUInt128BigEndian(RequestId), AtMs, Workspace, Key, Model, new Money(CostNanos));
    }

    private sealed record RemainderRow
    {
        public string Id { get; init; } = "";
        public string LimitId { get; init; } = "";
        public long AtMs { get; init; }
        public long Nanos { get; init; }
    }
}
