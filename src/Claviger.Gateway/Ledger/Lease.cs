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
    private readonly Lock _terms = new();
    private int _term; // written under _terms; grows with every change of the cap
    private int _prefetching;
    private int _users;
    private long _answeredAt; // timestamp of the newest answer; 0 before the first, and after a change of the limit

    public LeaseKey Key => key;
    public PeriodSpan Span => span;
    public LimitQueue Queue => queue;

    /// <summary>
    /// Taken off <see cref="_left"/> while the lease is shut, so that the same word says whether money may be held and how much there is.
    /// In nano-dollars about 4.6 billion dollars: more than is ever held at once.
    /// </summary>
    private const long Shut = 1L << 62;

    public Money Left => new(LeftOf(Atomic.Read(ref _left)));

    /// <summary>
    /// Since the cap changed the books have not said that what is leased fits the new one. Until they do, nothing can be held: what running
    /// requests leave over may be more than a lowered cap has.
    /// </summary>
    public bool IsShut => IsShutWord(Volatile.Read(ref _left));

    /// <summary>Posted here since the lease began.</summary>
    public Money Posted => new(Volatile.Read(ref _posted));

    /// <summary>Worst cases of what is running.</summary>
    public Money Held => new(Volatile.Read(ref _granted) - LeftOf(Volatile.Read(ref _left)) - Volatile.Read(ref _posted));

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
    /// For a stream that was held against a cap which the books say is no more: it goes on, and what it takes is a debt until it is posted.
    /// </summary>
    public bool TryHoldUncapped(Money amount)
    {
        if (!IsShut || Volatile.Read(ref _answeredAt) == 0 || Standing.Cap is not null) return false;
        Atomic.Add(ref _left, -amount.Nanos);
        return true;
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

    /// <summary>Which cap the lease stands under: to be read before the books are asked.</summary>
    public int Term => Volatile.Read(ref _term);

    /// <summary>
    /// Only after the grant is durable: what is held must be in the books first (I1). False when the cap has changed since the books were
    /// asked: what they granted under the old one is none of this lease and must go back to them.
    /// </summary>
    /// <param name="term"><see cref="Term"/> when the grant was asked for.</param>
    /// <param name="now">Timestamp of the answer.</param>
    public bool TryGrow(in LeaseGrant grant, Money need, int term, long now)
    {
        Atomic.Step();
        lock (_terms)
        {
            if (term != _term) return false;
            Standing = new LeaseStanding(grant, Posted);
            Volatile.Write(ref _answeredAt, now);
            LowWaterNanos = grant.Granted.Nanos / 8 > need.Nanos ? grant.Granted.Nanos / 2 : 0;
            Interlocked.Add(ref _granted, grant.Granted.Nanos);
            Interlocked.Add(ref _left, grant.Granted.Nanos + (IsShut && Fits(grant) ? Shut : 0)); // shut only by BeginTerm, opened only here
        }

        if (grant.Granted > Money.Zero) queue.Changed();
        return true;
    }

    /// <summary>All that is leased anywhere is within the cap: what this node has of it may be held.</summary>
    private static bool Fits(in LeaseGrant grant) => grant.Cap is { } cap && grant.Posted + grant.Leased <= cap;

    /// <summary>
    /// While a request waits for it or the books are asked, money may come to it, however late: a lease that was forgotten meanwhile would
    /// never give it back.
    /// </summary>
    public bool IsInUse => Volatile.Read(ref _users) > 0;

    public void BeginUse() => Interlocked.Increment(ref _users);

    public void EndUse() => Interlocked.Decrement(ref _users);

    /// <summary>True for one caller at a time.</summary>
    public bool StartPrefetch() => Volatile.Read(ref _prefetching) == 0 && Interlocked.Exchange(ref _prefetching, 1) == 0;

    public void EndPrefetch() => Volatile.Write(ref _prefetching, 0);

    /// <summary>Whether asking the books can help: not when they have just said how little there is.</summary>
    /// <param name="amount">What is wanted in all; <paramref name="need"/> is what this lease lacks of it.</param>
    public bool MayHaveMore(Money amount, Money need, TimeProvider clock, TimeSpan lookAgain)
    {
        var answered = Volatile.Read(ref _answeredAt);
        return answered == 0 || need <= Standing.Headroom || clock.GetElapsedTime(answered) >= lookAgain || LooksSpent(amount);
    }

    /// <summary>With what was posted here since the answer, it seems spent: only the books can say so for certain.</summary>
    private bool LooksSpent(Money amount)
    {
        var (standing, posted) = (Standing, Posted);
        return posted != standing.PostedHereBefore && standing.Cap is { } cap && standing.UsedWith(posted) + amount > cap;
    }

    /// <summary>
    /// The cap has changed: what the books said of it counts no longer, nor what they are about to say, and the lease is shut. Returns what
    /// nobody holds, as <see cref="TakeUnheld"/> does: once this returns, nothing can be held that the old cap gave.
    /// </summary>
    public Money BeginTerm()
    {
        Atomic.Step();
        lock (_terms)
        {
            _term++;
            Volatile.Write(ref _answeredAt, 0);
        }

        return Take(andShut: true);
    }

    /// <summary>Takes up a hold that an earlier process left: its lease is durable already.</summary>
    public void Restore(Money held) => Interlocked.Add(ref _granted, held.Nanos);

    /// <summary>Takes away what nobody holds; the caller gives it back to the books. Never makes a debt.</summary>
    public Money TakeUnheld() => Take(andShut: false);

    private Money Take(bool andShut)
    {
        while (true)
        {
            var word = Atomic.Read(ref _left);
            var taken = Math.Max(LeftOf(word), 0);
            var rest = LeftOf(word) - taken - (andShut || IsShutWord(word) ? Shut : 0);
            if (rest == word) return Money.Zero;
            if (Atomic.CompareExchange(ref _left, rest, word) != word) continue;
            Interlocked.Add(ref _granted, -taken);
            return new Money(taken);
        }
    }

    private static bool IsShutWord(long word) => word < -Shut / 2;

    private static long LeftOf(long word) => IsShutWord(word) ? word + Shut : word;
}
