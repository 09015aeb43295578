namespace Claviger.Core.Limits;

/// <summary>
/// How much of a limit's headroom one lease takes. Large enough that requests seldom wait for the books, small enough that other
/// nodes find headroom and that a power cut, which leaves the slice's fate unknown, leaves little; down to one request near the cap.
/// </summary>
public static class SliceSize
{
    /// <summary>A slice is at most this part of the headroom, unless one request needs more.</summary>
    private const int ShareOfHeadroom = 16;

    /// <summary>And at most this many requests of the size that asked.</summary>
    private const int Requests = 1_024;

    /// <returns>Zero when the need doesn't fit.</returns>
    public static Money Of(Money headroom, Money need)
    {
        if (need > headroom || headroom <= Money.Zero) return Money.Zero;
        var most = (long)Int128.Min((Int128)need.Nanos * Requests, headroom.Nanos / ShareOfHeadroom);
        return new Money(Math.Max(need.Nanos, most));
    }
}
