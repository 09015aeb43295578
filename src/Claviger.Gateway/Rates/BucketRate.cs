namespace Claviger.Gateway.Rates;

/// <summary>
/// One limit per minute as the arithmetic of a bucket. Immutable.
/// <para>
/// A bucket holds <see cref="Burst"/> = limit / 100 units (at least one), and refills at <see cref="PerMinute"/> = limit - burst + 1. From a full bucket, what is
/// admitted in any 60 seconds (the end excluded) is less than burst + refill = limit + 1, so at most the limit: the first minute from idle
/// included. Saturated, each later minute admits the refill: 99 % of the limit or more, and all of it where the burst is one.
/// A burst of a whole minute's worth would admit 200 % in the first minute.
/// </para>
/// </summary>
internal sealed class BucketRate
{
    private const long MinuteNanos = 60_000_000_000;
    private const int BurstShare = 100;

    /// <summary>Up to here units x minute fit into 64 bits.</summary>
    private const long MostExact = long.MaxValue / MinuteNanos - 1;

    /// <summary>A year: no debt is longer, so that sums of times never overflow.</summary>
    public const long MostNanos = 366L * 24 * 60 * MinuteNanos;

    private readonly long _one;

    public BucketRate(long limit)
    {
        Limit = limit;
        LimitText = limit.ToString();
        Burst = Math.Max(1, limit / BurstShare);
        PerMinute = limit - Burst + 1;
        _one = (MinuteNanos + PerMinute - 1) / PerMinute;
        Tolerance = Time(Burst);
    }

    public long Limit { get; }

    public string LimitText { get; }

    /// <summary>What a full bucket holds, in units.</summary>
    public long Burst { get; }

    public long PerMinute { get; }

    /// <summary>Nanoseconds in which an empty bucket fills.</summary>
    public long Tolerance { get; }

    /// <summary>Nanoseconds in which so many units flow in, rounded up.</summary>
    public long Time(long units)
    {
        if (units == 1) return _one;
        if (units <= MostExact) return Math.Min(MostNanos, (long)(((ulong)units * MinuteNanos + (ulong)PerMinute - 1) / (ulong)PerMinute));
        return (long)Int128.Min(MostNanos, ((Int128)units * MinuteNanos + PerMinute - 1) / PerMinute);
    }
}
