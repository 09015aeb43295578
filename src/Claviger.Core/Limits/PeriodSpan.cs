namespace Claviger.Core.Limits;

/// <summary>One instance of a period: from <paramref name="StartMs"/> up to, not including, <paramref name="EndMs"/> (Unix milliseconds).</summary>
public readonly record struct PeriodSpan(long StartMs, long EndMs)
{
    /// <summary>A lifetime: all that ever is.</summary>
    public static PeriodSpan Ever { get; } = new(0, long.MaxValue);

    public bool Contains(long atMs) => atMs >= StartMs && atMs < EndMs;
}
