namespace Claviger.Gateway.Rates;

/// <summary>
/// A continuously refilled bucket in one word: the time at which it is full again (the theoretical arrival time of GCRA). Any number of
/// threads; every change is one compare-and-swap or one atomic add. Times are nanoseconds of a monotonic clock.
/// </summary>
internal struct RateBucket
{
    private long _fullAt;

    public readonly long FullAt => Volatile.Read(in _fullAt);

    /// <summary>
    /// When so many units may go: at once while they are there. More than the bucket holds may go when it is full, and leave a debt.
    /// None at all may go when there is no debt.
    /// </summary>
    public readonly long StartsAt(BucketRate rate, long units, long now) => StartsAt(FullAt, rate, units, now);

    /// <summary>
    /// Takes the units, now or ahead of time: whoever comes later finds them gone, so those who wait go in the order they came.
    /// False, and nothing taken, if that would be after <paramref name="latest"/>.
    /// </summary>
    /// <param name="start">When whoever took them may go; if false, when they could.</param>
    public bool TryTake(BucketRate rate, long units, long now, long latest, out long start)
    {
        var cost = rate.Time(units);
        var seen = FullAt;
        while (true)
        {
            start = StartsAt(seen, rate, units, now);
            if (start > latest) return false;
            var was = Interlocked.CompareExchange(ref _fullAt, Later(seen, now, cost), seen);
            if (was == seen) return true;
            seen = was;
        }
    }

    /// <summary>Takes units that were used already, whether or not they are there.</summary>
    public void Charge(BucketRate rate, long units, long now)
    {
        var cost = rate.Time(units);
        var seen = FullAt;
        while (true)
        {
            var was = Interlocked.CompareExchange(ref _fullAt, Later(seen, now, cost), seen);
            if (was == seen) return;
            seen = was;
        }
    }

    /// <summary>Of units that were taken and not used. A bucket that is full meanwhile doesn't get fuller.</summary>
    public void GiveBack(BucketRate rate, long units) => Interlocked.Add(ref _fullAt, -rate.Time(units));

    /// <summary>The limit has changed: what is missing stays missing, in units, and fills at the new rate. Nobody gets a fresh burst.</summary>
    public void Rescale(BucketRate from, BucketRate to, long now)
    {
        var seen = FullAt;
        while (seen > now)
        {
            var left = (long)Int128.Min(BucketRate.MostNanos, (Int128)(seen - now) * from.PerMinute / to.PerMinute);
            var was = Interlocked.CompareExchange(ref _fullAt, now + left, seen);
            if (was == seen) return;
            seen = was;
        }
    }

    private static long StartsAt(long fullAt, BucketRate rate, long units, long now) =>
        Math.Max(now, fullAt + rate.Time(Math.Min(units, rate.Burst)) - rate.Tolerance);

    private static long Later(long fullAt, long now, long cost) => Math.Min(Math.Max(fullAt, now) + cost, now + BucketRate.MostNanos);
}
