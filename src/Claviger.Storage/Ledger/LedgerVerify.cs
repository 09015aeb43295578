using Claviger.Core.Limits;
using Claviger.Storage.Limits;

namespace Claviger.Storage.Ledger;

/// <summary>
/// Counts the books again: hours and days against their rows, the sums of those, then shares of limits against those sums and entries. Within one moment of
/// the store, hour by hour and limit by limit, never a whole table in memory. One object a run: the counters say how far it came.
/// </summary>
public sealed class LedgerVerify(Reader reader)
{
    public long Rows { get; private set; }
    public long Sums { get; private set; }
    public long Shares { get; private set; }

    /// <summary>Found while it is read; nothing means that all is well.</summary>
    /// <param name="atMs">Now, Unix milliseconds: which caps are in force.</param>
    public IEnumerable<LedgerDifference> Run(long atMs) =>
        new SumVerify(reader, "usage_hourly", LedgerDifferenceKind.Hourly, 3_600_000).Run((rows, sums) => (Rows, Sums) = (Rows + rows, Sums + sums))
            .Concat(new SumVerify(reader, "usage_daily", LedgerDifferenceKind.Daily, 86_400_000).Run((_, sums) => Sums += sums))
            .Concat(new CoarseVerify(reader).Run(sums => Sums += sums))
            .Concat(VerifyShares(atMs));

    private IEnumerable<LedgerDifference> VerifyShares(long atMs)
    {
        var spent = new SpentSum((sql, args) => reader.First<long>(sql, args));
        foreach (var limit in SpendLimitStore.AllLive(reader))
        {
            var zone = reader.First<string>("SELECT o.time_zone FROM organizations o JOIN spend_limits l ON l.organization_id = o.id WHERE l.number = @Number", new { limit.Number });
            var calendar = PeriodCalendar.Of(zone!);
            foreach (var share in reader.Query<ScopedShare>(
                $"""
                SELECT {ScopedShare.Columns} FROM limit_shares s JOIN spend_limits l ON l.number = s.limit_number
                WHERE s.limit_number = @Number GROUP BY l.number, s.limit_number, s.period_start_ms
                """, new { limit.Number }))
            {
                var span = calendar.SpanAt(limit.Period, share.PeriodStartMs);
                if (span.StartMs != share.PeriodStartMs) continue; // of an earlier time zone: its rows went on to other periods
                Shares++;
                var where = $"{limit.Id} from {DateTimeOffset.FromUnixTimeMilliseconds(share.PeriodStartMs):yyyy-MM-dd'T'HH:mm'Z'}";
                var expected = checked(spent.Read(limit.Scope, span).Nanos + share.EntryNanos);
                if (expected != share.PostedNanos)
                    yield return new LedgerDifference(LedgerDifferenceKind.Posted, where, "posted_nanos", expected, share.PostedNanos);
                if (limit.Mode == LimitMode.Hard && share.LeasedNanos > 0 && limit.CapAt(atMs) is { } cap && share.LeasedNanos > Math.Max(0, cap.Nanos - share.PostedNanos))
                    yield return new LedgerDifference(LedgerDifferenceKind.LeasedAboveCap, where, "leased_nanos", Math.Max(0, cap.Nanos - share.PostedNanos), share.LeasedNanos);
            }
        }
    }
}
