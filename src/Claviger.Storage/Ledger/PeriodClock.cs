using Claviger.Core.Limits;

namespace Claviger.Storage.Ledger;

/// <summary>The instances of one period in one calendar. Remembers the last answer: neighbours in a batch nearly always share it. For one thread.</summary>
internal sealed class PeriodClock(PeriodCalendar calendar, LimitPeriod period)
{
    private PeriodSpan _last;

    public PeriodSpan SpanAt(long atMs) => _last.Contains(atMs) ? _last : _last = calendar.SpanAt(period, atMs);

    /// <summary>
    /// The span of a lease's period. One that doesn't begin where the calendar says was asked for under an earlier time zone: it is taken
    /// too long rather than too short, so that nothing spent is left out of it.
    /// </summary>
    public PeriodSpan SpanFrom(long startMs)
    {
        var span = SpanAt(startMs);
        return span.StartMs == startMs ? span : new PeriodSpan(startMs, span.EndMs == long.MaxValue ? span.EndMs : SpanAt(span.EndMs).EndMs);
    }
}
