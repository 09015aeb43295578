using Claviger.Core;
using Claviger.Storage.Usage;

namespace Claviger.Storage.Ledger;

/// <summary>A batch that isn't booked yet, and what of its worst case isn't.</summary>
internal sealed record UnsettledBatch
{
    public string Id { get; init; } = "";
    public int Organization { get; init; }
    public int Workspace { get; init; }
    public int Key { get; init; }
    public int Owner { get; init; }
    public long SubmittedAtMs { get; init; }
    public long WorstCaseNanos { get; init; }
    public long BookedNanos { get; private init; }

    public Money Remaining => new(Math.Max(0, WorstCaseNanos - BookedNanos));

    /// <summary>Oldest first.</summary>
    public static List<UnsettledBatch> All(BookConnection connection)
    {
        var batches = connection.Query<UnsettledBatch>(
            """
            SELECT b.id AS Id, COALESCE(o.number, 0) AS Organization, b.workspace AS Workspace, b.key AS Key, b.owner AS Owner,
                   b.submitted_at_ms AS SubmittedAtMs, b.worst_case_nanos AS WorstCaseNanos
            FROM batches b LEFT JOIN workspaces w ON w.number = b.workspace LEFT JOIN organizations o ON o.id = w.organization_id
            WHERE b.settled_at_ms IS NULL ORDER BY b.submitted_at_ms, b.id
            """).ToList();
        return batches.ConvertAll(batch => batch with { BookedNanos = Booked(connection, batch) });
    }

    /// <summary>
    /// A line's id begins with its batch's millisecond, and says no more of the batch. Where two batches of a key share one, whose
    /// lines they are is not known: neither is lessened.
    /// </summary>
    private static long Booked(BookConnection connection, UnsettledBatch batch)
    {
        if (connection.One<long>("SELECT COUNT(*) FROM batches WHERE key = @Key AND submitted_at_ms = @SubmittedAtMs", new { batch.Key, batch.SubmittedAtMs }) > 1) return 0;
        return connection.One<long>(
            "SELECT COALESCE(SUM(cost_nanos), 0) FROM usage WHERE request_id >= @low AND request_id < @high AND key = @Key AND outcome = 5",
            new { low = SpentSum.IdBytes(batch.SubmittedAtMs), high = SpentSum.IdBytes(batch.SubmittedAtMs + 1), batch.Key });
    }
}
