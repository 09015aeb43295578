using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Gateway.Ledger;

/// <summary>
/// Counts what a shadow limit would have refused. It takes no lease, so with several nodes each judges by what the books said when the
/// period began for it and by its own traffic since: an indication, not a promise.
/// </summary>
internal sealed class ShadowMeter(LeaseKey key, PeriodSpan span)
{
    private long _spent; // posted and held; the books' sum is added once it is known
    private long _held;
    private long _cap = long.MaxValue; // until the books have answered
    private long _wouldRefuse;

    public LeaseKey Key => key;
    public PeriodSpan Span => span;
    public Money Held => new(Volatile.Read(ref _held));
    public long WouldRefuse => Volatile.Read(ref _wouldRefuse);

    public void Learn(in LeaseGrant standing)
    {
        Interlocked.Add(ref _spent, standing.Posted.Nanos);
        Volatile.Write(ref _cap, standing.Cap?.Nanos ?? long.MaxValue);
    }

    public void SetCap(Money? cap) => Volatile.Write(ref _cap, cap?.Nanos ?? long.MaxValue);

    public void Hold(Money worst)
    {
        if (Interlocked.Add(ref _spent, worst.Nanos) > Volatile.Read(ref _cap)) Interlocked.Increment(ref _wouldRefuse);
        Interlocked.Add(ref _held, worst.Nanos);
    }

    public void Post(Money held, Money cost)
    {
        Interlocked.Add(ref _spent, cost.Nanos - held.Nanos);
        Interlocked.Add(ref _held, -held.Nanos);
    }
}
