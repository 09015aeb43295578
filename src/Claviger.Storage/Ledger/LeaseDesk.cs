using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Storage.Limits;
using Claviger.Storage.Usage;

namespace Claviger.Storage.Ledger;

/// <summary>Answers demands for leases, within the transaction of its connection.</summary>
internal sealed class LeaseDesk(BookConnection connection, LimitIndex index, ShareWriter shares, NodeEpoch epoch, int node)
{
    /// <exception cref="OverflowException">Sums or cap beyond all money: nothing is granted.</exception>
    public LeaseGrant Answer(in LeaseDemand demand, long nowMs)
    {
        var key = demand.Key;
        var cap = CapOf(key.Limit, demand.AtMs);
        if (index.Find(key.Limit) is { } limit) shares.Open(key, limit);
        var sums = shares.Read(key);
        if (cap is not { } most) return new LeaseGrant(Money.Zero, null, sums.Posted, sums.Leased, sums.LeasedHere);

        var amount = SliceSize.Of(sums.HeadroomUnder(most), demand.Need);
        if (amount > Money.Zero && shares.TryLease(key, amount, most))
        {
            if (epoch.Nodes > 1) Forget(key);
            return new LeaseGrant(amount, cap, sums.Posted, sums.Leased + amount, sums.LeasedHere + amount);
        }

        if (sums.OthersHold) Want(key, nowMs);
        return new LeaseGrant(Money.Zero, cap, sums.Posted, sums.Leased, sums.LeasedHere);
    }

    /// <summary>From the store's own row and not from memory: the one figure that a cap stands or falls with.</summary>
    private Money? CapOf(int number, long atMs)
    {
        var row = connection.First<SpendLimitRow>($"SELECT {SpendLimitRow.Columns} FROM spend_limits WHERE number = @number AND deleted_at_ms IS NULL", new { number });
        if (row?.AmountNanos is null) return null;
        var grants = connection.Query<SpendGrantRow>($"SELECT {SpendGrantRow.Columns} FROM spend_grants WHERE limit_number = @number ORDER BY starts_at_ms", new { number });
        return row.ToLimit([.. grants.Select(grant => grant.ToGrant())]).CapAt(atMs);
    }

    private void Want(LeaseKey key, long nowMs) => connection.Execute(
        """
        INSERT INTO limit_wants (limit_number, period_start_ms, node, at_ms) VALUES (@Limit, @PeriodStartMs, @node, @nowMs)
        ON CONFLICT (limit_number, period_start_ms, node) DO UPDATE SET at_ms = excluded.at_ms
        """, new { key.Limit, key.PeriodStartMs, node, nowMs });

    private void Forget(LeaseKey key) => connection.Execute(
        "DELETE FROM limit_wants WHERE limit_number = @Limit AND period_start_ms = @PeriodStartMs AND node = @node", new { key.Limit, key.PeriodStartMs, node });
}
