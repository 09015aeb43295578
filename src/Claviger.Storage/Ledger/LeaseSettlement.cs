using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Storage.Ledger;

/// <summary>
/// Settles what an earlier epoch of this node had leased, once, at start, after the crash file's rows are booked. Batches that run upstream
/// keep what is left of their worst case. The rest goes back if only the process died, because the crash file has told what it was running;
/// if the machine went down it is posted as spent and unresolved: the marks of what was running may never have reached the disk.
/// </summary>
internal sealed class LeaseSettlement(LedgerBooks books, LedgerNode node)
{
    private readonly Dictionary<LeaseKey, Money> _left = [];
    private readonly Dictionary<LeaseKey, Money> _kept = [];
    private readonly List<RestoredHold> _restored = [];

    public LedgerFindings Run(long nowMs)
    {
        LedgerFindings? findings = null;
        books.InTransaction(() => findings = Settle(nowMs));
        return findings!;
    }

    private LedgerFindings Settle(long nowMs)
    {
        var connection = books.Connection;
        var machineWentDown = connection.One<string>("SELECT boot_id FROM ledger_nodes WHERE number = @Node", new { books.Node }) != node.BootId;
        foreach (var row in connection.Query<(int Limit, long Start, long Nanos)>(
            "SELECT limit_number, period_start_ms, leased_nanos FROM limit_shares WHERE node = @Node AND leased_nanos <> 0", new { books.Node }).ToList())
            _left.Add(new LeaseKey(row.Limit, row.Start), new Money(row.Nanos));

        foreach (var batch in UnsettledBatch.All(connection)) Keep(batch);
        var (returned, remaining, remainders) = (Money.Zero, Money.Zero, 0);
        foreach (var (key, left) in _left)
        {
            SetLeased(key, _kept.GetValueOrDefault(key));
            if (left <= Money.Zero) continue; // a cost above its hold: it is posted, and nothing is left of the lease
            if (machineWentDown && books.Index.Find(key.Limit) is not null)
            {
                PostRemainder(key, left, nowMs);
                remaining += left;
                remainders++;
            }
            else
            {
                returned += left;
            }
        }

        connection.Execute("UPDATE ledger_nodes SET boot_id = @BootId WHERE number = @Node", new { node.BootId, books.Node });
        connection.Execute("DELETE FROM limit_wants WHERE node = @Node", new { books.Node });
        return new LedgerFindings
        {
            Restored = _restored, Leases = _left.Count, Returned = returned, Remainders = remainders, Remaining = remaining, NewestAtMs = NewestAtMs(),
        };
    }

    /// <summary>A limit that was made later, or that has nothing leased, can't have held it.</summary>
    private void Keep(UnsettledBatch batch)
    {
        if (batch.Remaining <= Money.Zero) return;
        var keys = new List<LeaseKey>();
        foreach (var limit in books.Index.Of(batch.Organization, batch.Workspace, batch.Key, batch.Owner).OrderBy(limit => limit.Number))
        {
            var key = limit.KeyAt(batch.SubmittedAtMs);
            if (limit.CreatedAtMs > batch.SubmittedAtMs || !_left.TryGetValue(key, out var left) || left <= Money.Zero) continue;
            var taken = left < batch.Remaining ? left : batch.Remaining;
            _left[key] = left - taken;
            _kept[key] = _kept.GetValueOrDefault(key) + taken;
            keys.Add(key);
        }

        if (keys.Count > 0) _restored.Add(new RestoredHold(batch.Id, new HeldLimits([.. keys]), batch.Remaining));
    }

    private void SetLeased(LeaseKey key, Money amount) => books.Connection.Execute(
        "UPDATE limit_shares SET leased_nanos = @Nanos WHERE limit_number = @Limit AND period_start_ms = @PeriodStartMs AND node = @Node",
        new { amount.Nanos, key.Limit, key.PeriodStartMs, books.Node });

    private void PostRemainder(LeaseKey key, Money amount, long nowMs)
    {
        books.Connection.Execute(
            "INSERT INTO ledger_entries (id, limit_number, period_start_ms, kind, nanos, at_ms) VALUES (@id, @Limit, @PeriodStartMs, 1, @Nanos, @nowMs)",
            new { id = LedgerEntryIds.New(), key.Limit, key.PeriodStartMs, amount.Nanos, nowMs });
        books.Connection.Execute(
            "UPDATE limit_shares SET posted_nanos = posted_nanos + @Nanos WHERE limit_number = @Limit AND period_start_ms = @PeriodStartMs AND node = 0",
            new { amount.Nanos, key.Limit, key.PeriodStartMs });
    }

    private long NewestAtMs() => Math.Max(
        books.Connection.One<long>("SELECT COALESCE((SELECT at_ms FROM usage ORDER BY request_id DESC LIMIT 1), 0)"),
        books.Connection.One<long>("SELECT COALESCE(MAX((SELECT MAX(s.period_start_ms) FROM limit_shares s WHERE s.limit_number = l.number)), 0) FROM spend_limits l"));
}
