using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Gateway.Ledger;

/// <summary>What this node keeps of one limit: a lease for each instance of its period that something still runs in, and the queue.</summary>
internal sealed class LimitAccount(SpendLimit limit)
{
    /// <summary>Requests that were admitted before a period's end and wait for money may lease in it for a while.</summary>
    private const long StillAskedForMs = 3_600_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, Lease> _leases = []; // by period start; under _gate
    private readonly Dictionary<long, UnheldMeter> _unheld = []; // likewise
    private readonly Dictionary<Lease, Money> _idle = []; // what was posted when the maintenance last looked; under _gate
    private SpendLimit _limit = limit; // under _gate; the newest version met
    private long _capHoldsUntil = long.MinValue; // under _gate
    private long _refused;

    public LimitQueue Queue { get; } = new();

    public long Refused => Volatile.Read(ref _refused);

    public void CountRefused() => Interlocked.Increment(ref _refused);

    /// <summary>The lease of an instance of the period. What was leased under another cap comes back as <paramref name="recalled"/>.</summary>
    public Lease LeaseFor(SpendLimit limit, PeriodSpan span, long atMs, List<(LeaseKey, Money)> recalled)
    {
        lock (_gate)
        {
            if (limit.Version > _limit.Version) _limit = limit; // an older policy's request may come later than a newer one's
            LookAtClock(atMs, recalled);
            if (!_leases.TryGetValue(span.StartMs, out var lease))
                _leases.Add(span.StartMs, lease = new Lease(new LeaseKey(limit.Number, span.StartMs), span, Queue));
            return lease;
        }
    }

    /// <summary>For whoever met the limit some time ago: the cap may have changed by the clock alone since.</summary>
    public void Look(long atMs, List<(LeaseKey, Money)> recalled)
    {
        lock (_gate) LookAtClock(atMs, recalled);
    }

    /// <param name="softReached">Told when a soft limit is reached: what is posted, and the cap.</param>
    public UnheldMeter UnheldFor(SpendLimit limit, PeriodSpan span, Action<SpendLimit, Money, Money> softReached, out bool isNew)
    {
        lock (_gate)
        {
            isNew = !_unheld.TryGetValue(span.StartMs, out var meter);
            if (isNew) _unheld.Add(span.StartMs, meter = new UnheldMeter(new LeaseKey(limit.Number, span.StartMs), span, (posted, cap) => softReached(limit, posted, cap)));
            meter!.Mode = limit.Mode;
            return meter;
        }
    }

    /// <summary>
    /// A changed or deleted limit: what nobody holds is taken away before any request meets the new policy, so that its cap is asked of the books anew.
    /// </summary>
    /// <param name="next">Null: deleted.</param>
    public void Change(SpendLimit? next, bool always, long atMs, List<(LeaseKey, Money)> recalled)
    {
        lock (_gate)
        {
            if (next is not null && next.Version <= _limit.Version && !always) return;
            if (next is not null) (_limit, _capHoldsUntil) = (next, next.CapHoldsUntil(atMs));
            foreach (var meter in _unheld.Values) meter.SetCap(next?.CapAt(atMs));
            BeginTerms(recalled);
        }

        Queue.Changed();
    }

    public void TakeAllUnheld(List<(LeaseKey, Money)> recalled)
    {
        lock (_gate)
            foreach (var lease in _leases.Values)
                Take(lease, recalled);
    }

    public void TakeUnheld(LeaseKey key, List<(LeaseKey, Money)> recalled)
    {
        lock (_gate)
            if (_leases.TryGetValue(key.PeriodStartMs, out var lease)) Take(lease, recalled);
    }

    /// <summary>Gives up what has not moved since the last look, and forgets leases of periods that are over and settled.</summary>
    public void Tidy(long atMs, List<(LeaseKey, Money)> recalled)
    {
        lock (_gate)
        {
            foreach (var (start, lease) in _leases)
            {
                var isOver = !lease.Span.Contains(atMs) && atMs >= lease.Span.StartMs;
                var moved = !_idle.TryGetValue(lease, out var before) || before != lease.Posted;
                if (isOver || !moved) Take(lease, recalled);
                _idle[lease] = lease.Posted;
                if (!isOver || atMs - lease.Span.EndMs < StillAskedForMs || lease.IsInUse || lease.Held != Money.Zero || lease.Left < Money.Zero) continue;
                _leases.Remove(start);
                _idle.Remove(lease);
            }

            foreach (var (start, meter) in _unheld)
                if (!meter.Span.Contains(atMs) && atMs >= meter.Span.StartMs && meter.Held == Money.Zero) _unheld.Remove(start);
        }
    }

    public LimitUse Read(LeaseKey key)
    {
        lock (_gate)
        {
            if (_leases.TryGetValue(key.PeriodStartMs, out var lease)) return new LimitUse(lease.Held, lease.Left, Queue.Count, Refused);
            if (_unheld.TryGetValue(key.PeriodStartMs, out var meter)) return new LimitUse(meter.Held, Money.Zero, 0, meter.WouldRefuse);
            return new LimitUse(Money.Zero, Money.Zero, Queue.Count, Refused);
        }
    }

    /// <summary>When a grant or a suspension has begun or ended, what was leased under the old cap must be asked for again.</summary>
    private void LookAtClock(long atMs, List<(LeaseKey, Money)> recalled)
    {
        if (atMs < _capHoldsUntil) return;
        if (_capHoldsUntil != long.MinValue) BeginTerms(recalled);
        _capHoldsUntil = _limit.CapHoldsUntil(atMs);
    }

    private void BeginTerms(List<(LeaseKey, Money)> recalled)
    {
        foreach (var lease in _leases.Values) Add(lease, lease.BeginTerm(), recalled);
    }

    private static void Take(Lease lease, List<(LeaseKey, Money)> recalled) => Add(lease, lease.TakeUnheld(), recalled);

    private static void Add(Lease lease, Money unheld, List<(LeaseKey, Money)> recalled)
    {
        if (unheld > Money.Zero) recalled.Add((lease.Key, unheld));
    }
}
