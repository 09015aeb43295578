namespace Claviger.Gateway.Rates;

/// <summary>
/// How much was used in the last sixty seconds, for people to read: the running minute and a share of the one before. Decides nothing.
/// Any number of threads.
/// </summary>
internal struct UseMeter
{
    private const long MinuteNanos = 60_000_000_000;
    private const int CountBits = 40;
    private const long CountMask = (1L << CountBits) - 1;
    private const long IndexMask = (1L << 23) - 1;

    // Index of the minute above, count below, so that the two change together.
    private long _running;
    private long _before;

    /// <param name="units">Negative for a correction.</param>
    public void Add(long units, long now)
    {
        var index = now / MinuteNanos & IndexMask;
        var seen = Volatile.Read(ref _running);
        while (true)
        {
            var isNew = seen >> CountBits != index;
            var count = Math.Clamp((isNew ? 0 : seen & CountMask) + units, 0, CountMask);
            var was = Interlocked.CompareExchange(ref _running, index << CountBits | count, seen);
            if (was == seen)
            {
                if (isNew) Volatile.Write(ref _before, seen);
                return;
            }

            seen = was;
        }
    }

    public readonly long LastMinute(long now)
    {
        var index = now / MinuteNanos & IndexMask;
        var running = Volatile.Read(in _running);
        var before = Volatile.Read(in _before);
        if (running >> CountBits != index) (running, before) = (0, running);
        else running &= CountMask;
        if (before >> CountBits != (index - 1 & IndexMask)) return running;
        return running + (long)((Int128)(before & CountMask) * (MinuteNanos - now % MinuteNanos) / MinuteNanos);
    }
}
