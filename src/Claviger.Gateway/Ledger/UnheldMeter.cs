using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Gateway.Ledger;

/// <summary>
/// Follows a limit that refuses nothing: tells once when a soft one is reached, counts what a shadow one would have refused. It takes no lease,
/// so with several nodes each judges by what the books said when it began to look and by its own traffic since: an indication, not a promise.
/// </summary>
/// <param name="reached">Told with what is posted and the cap, once until the cap is raised beyond it.</param>
internal sealed class UnheldMeter(LeaseKey key, PeriodSpan span, Action<Money, Money> reached)
{
    private long _posted; // the books' sum is added once it is known
    private long _held;
    private long _cap = long.MaxValue; // until the books have answered
    private long _wouldRefuse;
    private int _told;

    public LeaseKey Key => key;
    public PeriodSpan Span => span;
    public Money Held => new(Volatile.Read(ref _held));
    public long WouldRefuse => Volatile.Read(ref _wouldRefuse);

    /// <summary>Written when a set of leases is made; it may change from soft to shadow and back.</summary>
    public LimitMode Mode { get; set; }

    public void Learn(in LeaseGrant standing)
    {
        Interlocked.Add(ref _posted, standing.Posted.Nanos);
        SetCap(standing.Cap);
        TellIfReached();
    }

    public void SetCap(Money? cap)
    {
        var nanos = cap?.Nanos ?? long.MaxValue;
        Volatile.Write(ref _cap, nanos);
        if (Volatile.Read(ref _posted) < nanos) Volatile.Write(ref _told, 0);
    }

    public void Hold(Money worst)
    {
        var spent = Volatile.Read(ref _posted) + Interlocked.Add(ref _held, worst.Nanos);
        if (Mode == LimitMode.Shadow && spent > Volatile.Read(ref _cap)) Interlocked.Increment(ref _wouldRefuse);
    }

    public void Post(Money held, Money cost)
    {
        Interlocked.Add(ref _posted, cost.Nanos);
        Interlocked.Add(ref _held, -held.Nanos);
        TellIfReached();
    }

    private void TellIfReached()
    {
        var (posted, cap) = (Volatile.Read(ref _posted), Volatile.Read(ref _cap));
        if (Mode == LimitMode.Soft && posted >= cap && Interlocked.Exchange(ref _told, 1) == 0) reached(new Money(posted), new Money(cap));
    }
}
