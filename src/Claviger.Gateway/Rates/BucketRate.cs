namespace Claviger.Gateway.Rates;

/// <summary>
/// One limit per minute as the arithmetic of a bucket. Immutable.
/// <para>
/// A bucket holds <see cref="Burst"/> = limit / 100 units, at least one: 0.6 seconds' worth. It refills at <see cref="PerMinute"/> = limit - burst,
/// or the limit itself where the burst is one. Whatever the arrivals, what is admitted in any 60 seconds, the end excluded, is less than
/// burst + refill, so at most the limit, the first minute from idle included; for a burst of one: requests keep a distance of
/// minute / limit, and a minute without its end holds at most the limit of such distances. Saturated, each later minute admits the refill:
/// 99 % or all of it. A burst of a whole minute's worth would admit 200 % in the first minute.
/// </para>
/// <para>
/// Times are rounded up to nanoseconds, each by less than one. A full bucket tolerates as many nanoseconds as it holds units, so that units
/// taken one by one all fit; what that could let through in a minute is less than a unit up to limits of 2.4 million; whole units beyond are taken off the refill.
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
        PerMinute = Burst == 1 ? limit : limit - Burst - (long)((Int128)Burst * limit / MinuteNanos);
        _one = (MinuteNanos + PerMinute - 1) / PerMinute;
        Tolerance = Time(Burst) + (Burst == 1 ? 0 : Burst);
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
