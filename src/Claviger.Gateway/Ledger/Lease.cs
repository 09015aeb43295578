using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Gateway.Ledger;

/// <summary>
/// This node's slice of one limit's headroom in one instance of its period. Request threads hold, post and release against it without
/// waiting. A new period is a new lease: a late post lands where its hold was taken (I8).
/// </summary>
internal sealed class Lease(LeaseKey key, PeriodSpan span, LimitQueue queue)
{
    // What nobody holds. One word on purpose: with "posted" and "held" apart, a post could slip between the check and the hold.
    // The books move posted money out of the durable lease on their own; this number stays as it is then.
    private long _left;

    // For reports only, never to decide: each is exact by itself, together they may be a moment apart.
    private long _granted; // durable grants less what was given back
    private long _posted;
    private int _prefetching;
    private long _answeredAt; // timestamp of the newest answer; 0 before the first, and after a change of the limit

    public LeaseKey Key => key;
    public PeriodSpan Span => span;
    public LimitQueue Queue => queue;

    public Money Left => new(Atomic.Read(ref _left));

    /// <summary>Posted here since the lease began.</summary>
    public Money Posted => new(Volatile.Read(ref _posted));

    /// <summary>Worst cases of what is running.</summary>
    public Money Held => new(Volatile.Read(ref _granted) - Volatile.Read(ref _left) - Volatile.Read(ref _posted));

    /// <summary>Below it, more is fetched before it is needed; zero near the cap, where slices are single requests.</summary>
    public long LowWaterNanos { get; private set; }

    /// <summary>Of the newest answer of the books.</summary>
    public LeaseStanding Standing { get; private set; } = LeaseStanding.Unknown;

    public bool TryHold(Money amount)
    {
        var left = Atomic.Read(ref _left);
        while (left >= amount.Nanos)
        {
            var seen = Atomic.CompareExchange(ref _left, left - amount.Nanos, left);
            if (seen == left) return true;
            left = seen;
        }

        return false;
    }

    /// <summary>
    /// The hold becomes its true cost, in one step. A cost above the hold is posted too: the debt blocks this lease until it has grown by it.
    /// </summary>
    public void Post(Money held, Money cost)
    {
        Interlocked.Add(ref _posted, cost.Nanos);
        Atomic.Add(ref _left, checked(held.Nanos - cost.Nanos));
        queue.Changed();
    }

    public void Release(Money held)
    {
        Atomic.Add(ref _left, held.Nanos);
        queue.Changed();
    }

    /// <summary>Only after the grant is durable: what is held must be in the books first (I1).</summary>
    /// <param name="postedBefore"><see cref="Posted"/> when the grant was asked for: what the books' sum has of it.</param>
    /// <param name="now">Timestamp of the answer.</param>
    public void Grow(in LeaseGrant grant, Money need, Money postedBefore, long now)
    {
        Volatile.Write(ref _answeredAt, now);
        Standing = new LeaseStanding(grant, postedBefore);
        LowWaterNanos = grant.Granted.Nanos / 8 > need.Nanos ? grant.Granted.Nanos / 2 : 0;
        if (grant.Granted == Money.Zero) return;
        Interlocked.Add(ref _granted, grant.Granted.Nanos);
        Atomic.Add(ref _left, grant.Granted.Nanos);
        queue.Changed();
    }

    /// <summary>True for one caller at a time.</summary>
    public bool StartPrefetch() => Volatile.Read(ref _prefetching) == 0 && Interlocked.Exchange(ref _prefetching, 1) == 0;

    public void EndPrefetch() => Volatile.Write(ref _prefetching, 0);

    /// <summary>Whether asking the books for so much can help: not when they have just said how little there is.</summary>
    public bool MayHaveMore(Money need, TimeProvider clock, TimeSpan lookAgain)
    {
        var answered = Volatile.Read(ref _answeredAt);
        return answered == 0 || need <= Standing.Headroom || clock.GetElapsedTime(answered) >= lookAgain;
    }

    /// <summary>The limit has changed: what the books said of it counts no longer.</summary>
    public void Forget() => Volatile.Write(ref _answeredAt, 0);

    /// <summary>Takes up a hold that an earlier process left: its lease is durable already.</summary>
    public void Restore(Money held) => Interlocked.Add(ref _granted, held.Nanos);

    /// <summary>Takes away what nobody holds; the caller gives it back to the books. Never makes a debt.</summary>
    public Money TakeUnheld()
    {
        while (true)
        {
            var left = Atomic.Read(ref _left);
            if (left <= 0) return Money.Zero;
            if (Atomic.CompareExchange(ref _left, 0, left) != left) continue;
            Interlocked.Add(ref _granted, -left);
            return new Money(left);
        }
    }
}
