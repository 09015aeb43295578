using Claviger.Core.Limits;

namespace Claviger.Storage.Ledger;

/// <summary>Which of a node's leases others were refused for.</summary>
internal static class LeaseWants
{
    /// <summary>An older want is of a request that has been refused or served by now.</summary>
    private const long FreshMs = 5_000;

    public static IReadOnlyList<LeaseKey> Of(Reader reader, int node, long nowMs) => reader.Query<(int Limit, long Start)>(
        """
        SELECT DISTINCT w.limit_number, w.period_start_ms FROM limit_wants w
        JOIN limit_shares s ON s.limit_number = w.limit_number AND s.period_start_ms = w.period_start_ms AND s.node = @node AND s.leased_nanos > 0
        WHERE w.node <> @node AND w.at_ms > @after
        """, new { node, after = nowMs - FreshMs }).Select(row => new LeaseKey(row.Limit, row.Start)).ToList();
}
