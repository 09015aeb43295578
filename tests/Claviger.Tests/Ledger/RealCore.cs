using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Gateway.Ledger;

namespace Claviger.Tests.Ledger;

/// <summary>The ledger's own <see cref="LeaseSet"/> and <see cref="Lease"/>.</summary>
internal sealed class RealCore : ILedgerCore
{
    private readonly Lease[] _leases;
    private readonly LeaseSet _set;

    public RealCore(long[] granted)
    {
        var limits = granted.Select((_, i) => Limits.Limit(i + 1, LimitScopeType.Organization, 1, 1_000, atCap: i > 0 && i == granted.Length - 1 ? AtCap.Slice : AtCap.Reserve)).ToArray();
        _leases = [.. granted.Select((_, i) => new Lease(new LeaseKey(i + 1, 0), PeriodSpan.Ever, new LimitQueue()))];
        for (var i = 0; i < granted.Length; i++) _leases[i].TryGrow(Grant(granted[i]), Money.Zero, _leases[i].Term, 1);
        _set = new LeaseSet(limits, limits, _leases, [], 0, long.MaxValue);
    }

    public bool TryHold(long full, long part) => _set.TryHold(Of(full, part), out _);
    public bool TryExtend(long more) => _set.TryExtend(new Money(more), out _);
    public void Post(long full, long part, long cost) => new Hold(_set, Of(full, part)).Post(new Money(cost));
    public void Release(long full, long part) => new Hold(_set, Of(full, part)).Release();
    public long TakeUnheld(int lease) => _leases[lease].TakeUnheld().Nanos;
    public long LeftOf(int lease) => _leases[lease].Left.Nanos;
    public long HeldOf(int lease) => _leases[lease].Held.Nanos;

    public long BeginTerm(int lease) => _leases[lease].BeginTerm().Nanos;

    public bool Grow(int lease, long amount, Action durable)
    {
        var term = _leases[lease].Term;
        Atomic.Step();
        durable();
        return _leases[lease].TryGrow(Grant(amount), Money.Zero, term, 1);
    }

    private static HoldAmount Of(long full, long part) => new(new Money(full), new Money(part));
    private static LeaseGrant Grant(long amount) => new(new Money(amount), new Money(1_000), Money.Zero, Money.Zero, Money.Zero);
}
