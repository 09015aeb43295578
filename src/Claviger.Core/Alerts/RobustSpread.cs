namespace Claviger.Core.Alerts;

/// <summary>
/// Median and median absolute deviation, in whole numbers: one wild week moves neither. 1.4826 × MAD is what a standard deviation would be
/// for normally spread values.
/// </summary>
public static class RobustSpread
{
    public static long Median(IEnumerable<long> values)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0) throw new ArgumentException("a median needs a value", nameof(values));
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (long)(((Int128)sorted[middle - 1] + sorted[middle]) / 2);
    }

    /// <returns>The median, and 1.4826 × MAD.</returns>
    public static (long Median, long Spread) Of(IReadOnlyList<long> values)
    {
        var median = Median(values);
        var mad = Median(values.Select(value => Math.Abs(value - median)));
        return (median, (long)Int128.Min((Int128)mad * 14_826 / 10_000, long.MaxValue));
    }
}
