namespace Claviger.Tests.Ledger;

/// <summary>
/// What must be true of a core whatever its threads do, kept beside it by the scripts: of each lease the durable grant, and what successful
/// holds hold and have posted of it. At every step held + posted ≤ granted, at the end left is exactly what neither has.
/// </summary>
internal sealed class CoreRun(ILedgerCore core, long[] granted)
{
    private readonly long[] _granted = [.. granted];
    private readonly long[] _held = new long[granted.Length];
    private readonly long[] _posted = new long[granted.Length];
    private readonly int[] _termsBegun = new int[granted.Length];
    private readonly int[] _termsInForce = new int[granted.Length];
    private readonly int[] _askedIn = new int[granted.Length]; // the newest term that somebody asked the books in

    public ILedgerCore Core => core;

    /// <summary>What threads do to a core in a row.</summary>
    public void HoldAndPost(long full, long part, long cost)
    {
        if (TryHold(full, part)) Post(full, part, cost);
    }

    public void HoldAndRelease(long full, long part)
    {
        if (TryHold(full, part)) Release(full, part);
    }

    public void HoldExtendAndPost(long full, long part, long more, long cost)
    {
        if (!TryHold(full, part)) return;
        if (core.TryExtend(more))
        {
            part += more;
            if (_held.Length > 1) _held[^1] += more;
        }

        Post(full, part, Math.Min(cost, part));
    }

    public bool TryHold(long full, long part)
    {
        int[] shutSince = [.. _termsInForce];
        if (!core.TryHold(full, part)) return false;
        for (var i = 0; i < _held.Length; i++)
            if (shutSince[i] > _askedIn[i]) throw new InvalidOperationException($"lease {i} was held from, though its cap had changed and nobody had asked the books");
        for (var i = 0; i < _held.Length; i++) _held[i] += For(i, full, part);
        return true;
    }

    /// <summary>Counted before it is done: from the first step on, others may hold what it frees.</summary>
    public void Post(long full, long part, long cost)
    {
        for (var i = 0; i < _held.Length; i++)
        {
            _held[i] -= For(i, full, part);
            _posted[i] += cost;
        }

        core.Post(full, part, cost);
    }

    public void Release(long full, long part)
    {
        for (var i = 0; i < _held.Length; i++) _held[i] -= For(i, full, part);
        core.Release(full, part);
    }

    public void Grow(int lease, long amount)
    {
        _askedIn[lease] = Math.Max(_askedIn[lease], _termsBegun[lease]);
        if (!core.Grow(lease, amount, () => _granted[lease] += amount)) _granted[lease] -= amount;
    }

    public void ChangeCap(int lease)
    {
        var term = ++_termsBegun[lease];
        var taken = core.BeginTerm(lease);
        _granted[lease] -= taken;
        _termsInForce[lease] = Math.Max(_termsInForce[lease], term);
    }

    /// <summary>Gone from the durable lease the moment it is given back.</summary>
    public void Recall(int lease)
    {
        var taken = core.TakeUnheld(lease);
        _granted[lease] -= taken;
    }

    public void Check()
    {
        for (var i = 0; i < _held.Length; i++)
            if (_held[i] + _posted[i] > _granted[i]) throw new InvalidOperationException($"I1: lease {i} has {_granted[i]}, holds {_held[i]} and posted {_posted[i]}");
    }

    public void CheckEnd()
    {
        Check();
        for (var i = 0; i < _held.Length; i++)
        {
            if (_held[i] != 0) throw new InvalidOperationException($"I6: {_held[i]} of lease {i} is held by nobody");
            if (core.LeftOf(i) != _granted[i] - _posted[i]) throw new InvalidOperationException($"I5: lease {i} has {_granted[i]}, posted {_posted[i]}, and {core.LeftOf(i)} left");
        }
    }

    private long For(int lease, long full, long part) => lease > 0 && lease == _held.Length - 1 ? part : full;
}
