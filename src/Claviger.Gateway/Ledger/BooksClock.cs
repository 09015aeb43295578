namespace Claviger.Gateway.Ledger;

/// <summary>
/// The time that requests are booked under. It never goes back, not below what is in the books already: a wall clock that jumps back must not
/// reopen a day or a month whose cap was counted (I8). Until the wall clock has caught up, it stands still.
/// </summary>
/// <param name="newestMs">The newest instant in the books when the process began (Unix milliseconds).</param>
public sealed class BooksClock(TimeProvider clock, long newestMs)
{
    private long _newestMs = newestMs;

    public DateTimeOffset Now
    {
        get
        {
            var wall = clock.GetUtcNow();
            var wallMs = wall.ToUnixTimeMilliseconds();
            var newest = Volatile.Read(ref _newestMs);
            while (wallMs > newest)
            {
                var seen = Interlocked.CompareExchange(ref _newestMs, wallMs, newest);
                if (seen == newest) return wall;
                newest = seen;
            }

            return wallMs == newest ? wall : DateTimeOffset.FromUnixTimeMilliseconds(newest);
        }
    }

    public long NowMs => Now.ToUnixTimeMilliseconds();

    /// <summary>How far the wall clock lags behind the books; zero when all is well.</summary>
    public TimeSpan Lag => TimeSpan.FromMilliseconds(Math.Max(0, Volatile.Read(ref _newestMs) - clock.GetUtcNow().ToUnixTimeMilliseconds()));
}
