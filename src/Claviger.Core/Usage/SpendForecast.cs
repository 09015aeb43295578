using Claviger.Core.Limits;

namespace Claviger.Core.Usage;

/// <summary>What a period will have cost at its end, if it goes on as it went.</summary>
public static class SpendForecast
{
    /// <summary>Spend × length ÷ elapsed. Null before a tenth of the period is over, and for a lifetime: there is nothing to go by.</summary>
    public static Money? OfPeriod(Money spent, PeriodSpan span, long atMs)
    {
        if (span == PeriodSpan.Ever) return null;
        Int128 length = span.EndMs - span.StartMs, elapsed = atMs - span.StartMs;
        return elapsed * 10 < length || elapsed <= 0 ? null : Clamped(spent.Nanos * length / Int128.Min(elapsed, length));
    }

    /// <summary>Spent so far, and for each day that is left the mean of the last full days.</summary>
    /// <param name="days">The last full days.</param>
    public static Money OfRest(Money spent, IReadOnlyList<Money> days, long restMs) =>
        days.Count == 0 ? spent : Clamped(spent.Nanos + days.Aggregate((Int128)0, (sum, day) => sum + day.Nanos) * restMs / days.Count / 86_400_000);

    private static Money Clamped(Int128 nanos) => new((long)Int128.Min(nanos, long.MaxValue));
}
