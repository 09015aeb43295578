using Claviger.Core.Limits;

namespace Claviger.Storage.Ledger;

/// <summary>What the books need to know of a limit to count for it; which cap it has doesn't matter here.</summary>
internal sealed record CoveringLimit(int Number, LimitScope Scope, PeriodClock Periods, long CreatedAtMs)
{
    public LeaseKey KeyAt(long atMs) => new(Number, Periods.SpanAt(atMs).StartMs);
}
