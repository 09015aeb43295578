using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Storage.Ledger;

/// <summary>How limits stand in the books, over all nodes.</summary>
public static class LimitShareStore
{
    /// <summary>Without those that have no share yet: nothing was spent or leased of them since they were made.</summary>
    public static IReadOnlyDictionary<LeaseKey, (Money Posted, Money Leased)> Read(Reader reader, IReadOnlyCollection<LeaseKey> keys)
    {
        var shares = new Dictionary<LeaseKey, (Money Posted, Money Leased)>();
        foreach (var key in keys)
        {
            var sum = reader.First<Row>(
                "SELECT COUNT(*) AS Count, SUM(posted_nanos) AS Posted, SUM(leased_nanos) AS Leased FROM limit_shares WHERE limit_number = @Limit AND period_start_ms = @PeriodStartMs", key)!;
            if (sum.Count > 0) shares[key] = (new Money(sum.Posted), new Money(sum.Leased));
        }

        return shares;
    }

    private sealed record Row
    {
        public long Count { get; init; }
        public long Posted { get; init; }
        public long Leased { get; init; }
    }
}
