using Claviger.Gateway.Ledger;

namespace Claviger.Tests.Ledger;

/// <summary>
/// The same algorithm once more, in one place and with every step open to be got wrong: what mutants are made from. The walk passes it,
/// so what it finds in a mutant is the mutant's one difference.
/// </summary>
internal class SketchedCore(long[] granted) : ILedgerCore
{
    protected const long Shut = 1L << 62;

    private readonly long[] _left = [.. granted];
    private readonly int[] _terms = new int[granted.Length];

    protected int Count => _left.Length;

    /// <summary>The last of several takes slices.</summary>
    protected bool IsSliced(int lease) => lease > 0 && lease == Count - 1;

    protected long For(int lease, long full, long part) => IsSliced(lease) ? part : full;

    protected ref long Left(int lease) => ref _left[lease];

    public virtual bool TryHold(long full, long part)
    {
        for (var i = 0; i < Count; i++)
        {
            if (TryHoldOne(i, For(i, full, part))) continue;
            RollBack(i, full, part);
            return false;
        }

        return true;
    }

    public virtual bool TryExtend(long more) => Count == 1 || TryHoldOne(Count - 1, more);

    public virtual void Post(long full, long part, long cost)
    {
        for (var i = 0; i < Count; i++) PostOne(i, For(i, full, part), cost);
    }

    public virtual void Release(long full, long part)
    {
        for (var i = 0; i < Count; i++) ReleaseOne(i, For(i, full, part));
    }

    public virtual bool Grow(int lease, long amount, Action durable)
    {
        var term = _terms[lease];
        Atomic.Step();
        durable();
        Atomic.Step();
        if (IsLate(lease, term)) return false;
        Left(lease) += amount + (IsShut(Left(lease)) ? Shut : 0);
        return true;
    }

    public virtual long TakeUnheld(int lease) => Take(lease, andShut: false);

    public virtual long BeginTerm(int lease)
    {
        Atomic.Step();
        _terms[lease]++;
        return Take(lease, andShut: true);
    }

    public virtual long LeftOf(int lease) => Left(lease) + (IsShut(Left(lease)) ? Shut : 0);

    protected static bool IsShut(long word) => word < -Shut / 2;

    protected virtual bool IsLate(int lease, int term) => _terms[lease] != term;

    private long Take(int lease, bool andShut)
    {
        while (true)
        {
            var word = Atomic.Read(ref Left(lease));
            var left = word + (IsShut(word) ? Shut : 0);
            var taken = Math.Max(left, 0);
            var rest = left - taken - (andShut || IsShut(word) ? Shut : 0);
            if (rest == word) return 0;
            if (Atomic.CompareExchange(ref Left(lease), rest, word) == word) return taken;
        }
    }

    protected virtual bool TryHoldOne(int lease, long amount)
    {
        var left = Atomic.Read(ref Left(lease));
        while (left >= amount)
        {
            var seen = Atomic.CompareExchange(ref Left(lease), left - amount, left);
            if (seen == left) return true;
            left = seen;
        }

        return false;
    }

    protected virtual void PostOne(int lease, long held, long cost) => Atomic.Add(ref Left(lease), held - cost);

    protected virtual void ReleaseOne(int lease, long held) => Atomic.Add(ref Left(lease), held);

    protected virtual void RollBack(int blockedBy, long full, long part)
    {
        for (var i = blockedBy - 1; i >= 0; i--) ReleaseOne(i, For(i, full, part));
    }
}
