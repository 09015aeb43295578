using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Storage.Limits;

/// <summary>One-off grants on top of spend limits. None is ever removed: an early end is an earlier <see cref="SpendGrant.EndsAtMs"/>.</summary>
public static class SpendGrantStore
{
    public static void Add(AdminTransaction tx, SpendLimit limit, SpendGrant grant, long atMs) => tx.Execute(
        """
        INSERT INTO spend_grants (id, limit_number, amount_nanos, starts_at_ms, ends_at_ms, reason, created_at_ms)
        VALUES (@id, @limit, @amount, @starts, @ends, @reason, @at)
        """,
        new
        {
            id = grant.Id.Value,
            limit = limit.Number,
            amount = grant.Amount.Nanos,
            starts = grant.StartsAtMs,
            ends = grant.EndsAtMs,
            reason = grant.Reason,
            at = atMs,
        });

    /// <summary>A grant that ends where it starts never runs.</summary>
    public static void End(AdminTransaction tx, SpendGrant grant, long endsAtMs) =>
        tx.Execute("UPDATE spend_grants SET ends_at_ms = @endsAtMs WHERE id = @id", new { id = grant.Id.Value, endsAtMs });

    /// <summary>All that a limit ever had, in order of their start.</summary>
    public static IReadOnlyList<SpendGrant> Of(AdminTransaction tx, int limitNumber) =>
        tx.Query<SpendGrantRow>(OfLimit, new { limitNumber }).Select(row => row.ToGrant()).ToList();

    public static IReadOnlyList<SpendGrant> Of(Reader reader, int limitNumber) =>
        reader.Query<SpendGrantRow>(OfLimit, new { limitNumber }).Select(row => row.ToGrant()).ToList();

    private const string OfLimit = $"SELECT {SpendGrantRow.Columns} FROM spend_grants WHERE limit_number = @limitNumber ORDER BY starts_at_ms, number";
}
