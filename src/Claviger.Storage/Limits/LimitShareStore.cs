using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Storage.Ledger;

namespace Claviger.Storage.Limits;

/// <summary>What limits have posted and leased.</summary>
public static class LimitShareStore
{
    /// <summary>
    /// An answer for every key. One that no request has touched yet has no share: what was spent before is read from the sums of usage,
    /// as the books will when they open it; a limit that is deleted has then nothing.
    /// </summary>
    public static IReadOnlyDictionary<LeaseKey, LimitShare> Read(Reader reader, IEnumerable<LeaseKey> keys)
    {
        var spent = new SpentSum((sql, args) => reader.First<long>(sql, args));
        var shares = new Dictionary<LeaseKey, LimitShare>();
        foreach (var key in keys.Distinct())
        {
            var (found, posted, leased) = reader.First<(long, long, long)>(
                """
                SELECT COUNT(*), COALESCE(SUM(posted_nanos), 0), COALESCE(SUM(leased_nanos), 0) FROM limit_shares
                WHERE limit_number = @Limit AND period_start_ms = @PeriodStartMs
                """, new { key.Limit, key.PeriodStartMs });
            shares[key] = new LimitShare(found > 0 ? new Money(posted) : Unopened(reader, spent, key), new Money(leased));
        }

        return shares;
    }

    /// <summary>
    /// In the transaction that changes an organization's time zone, after the change. Shares of the new calendar's running periods may be
    /// there already, when that calendar was in force before; rows since then went to the other one's. They are counted again.
    /// </summary>
    /// <returns>Shares that were corrected.</returns>
    public static int Realign(AdminTransaction tx, OrganizationId organization, long nowMs)
    {
        var calendar = PeriodCalendar.Of(tx.One<string>("SELECT time_zone FROM organizations WHERE id = @id", new { id = organization.Value }));
        var spent = new SpentSum((sql, args) => tx.One<long>(sql, args));
        var corrected = 0;
        foreach (var row in tx.Query<ScopedShare>(
            $"""
            SELECT {ScopedShare.Columns} FROM limit_shares s JOIN spend_limits l ON l.number = s.limit_number
            WHERE l.organization_id = @id AND l.deleted_at_ms IS NULL AND l.period <> {(int)LimitPeriod.Lifetime} AND s.period_start_ms > @since
            GROUP BY l.number, s.limit_number, s.period_start_ms
            """, new { id = organization.Value, since = nowMs - LongestMs }).ToList())
        {
            var span = calendar.SpanAt((LimitPeriod)row.Period, row.PeriodStartMs);
            if (span.StartMs != row.PeriodStartMs || span.EndMs <= nowMs - StillBookedMs) continue;
            var missing = spent.Read(row.Scope, span) + new Money(row.EntryNanos) - new Money(row.PostedNanos);
            if (missing == Money.Zero) continue;
            corrected += tx.Execute(
                "UPDATE limit_shares SET posted_nanos = posted_nanos + @Nanos WHERE limit_number = @LimitNumber AND period_start_ms = @PeriodStartMs AND node = 0",
                new { missing.Nanos, row.LimitNumber, row.PeriodStartMs });
        }

        return corrected;
    }

    private const long DayMs = 86_400_000;

    /// <summary>No period but a lifetime is longer.</summary>
    private const long LongestMs = 40 * DayMs;

    /// <summary>Batch lines are booked into the period of their submission up to a day later, and are read a while after that.</summary>
    private const long StillBookedMs = 2 * DayMs;

    private static Money Unopened(Reader reader, SpentSum spent, LeaseKey key)
    {
        var row = reader.First<SpendLimitRow>($"SELECT {SpendLimitRow.Columns} FROM spend_limits WHERE number = @Limit AND deleted_at_ms IS NULL", new { key.Limit });
        if (row is null) return Money.Zero;
        var zone = reader.First<string>("SELECT o.time_zone FROM organizations o JOIN spend_limits l ON l.organization_id = o.id WHERE l.number = @Limit", new { key.Limit });
        var limit = row.ToLimit([]);
        return spent.Read(limit.Scope, new PeriodClock(PeriodCalendar.Of(zone!), limit.Period).SpanFrom(key.PeriodStartMs));
    }
}
