using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Gateway.Ledger;

/// <summary>
/// The leases of every hard limit that covers a key, as long as neither the limits nor their periods change. Immutable and shared by all
/// requests of the key, so that holding allocates nothing.
/// </summary>
internal sealed class LeaseSet
{
    private readonly Lease[] _leases;
    private readonly AtCap[] _atCaps;
    private readonly string?[] _resets; // null for a lifetime
    private readonly UnheldMeter[] _unheld;

    /// <param name="source">The key's limits that it was made from, to be recognized by reference.</param>
    /// <param name="leases">Narrowest scope first: the order of holding, and of queueing, so that no two requests wait for each other.</param>
    /// <param name="validFromMs">First instant at which it is right (Unix milliseconds).</param>
    /// <param name="validUntilMs">First instant at which it is wrong.</param>
    public LeaseSet(SpendLimit[] source, SpendLimit[] limits, Lease[] leases, UnheldMeter[] unheld, long validFromMs, long validUntilMs)
    {
        Source = source;
        Limits = limits;
        _leases = leases;
        _atCaps = [.. limits.Select(limit => limit.AtCap)];
        _resets = [.. leases.Select(lease => lease.Span.EndMs == long.MaxValue ? null : (lease.Span.EndMs / 1000).ToString(System.Globalization.CultureInfo.InvariantCulture))];
        _unheld = unheld;
        ValidFromMs = validFromMs;
        ValidUntilMs = validUntilMs;
        HasSlices = Array.IndexOf(_atCaps, AtCap.Slice) >= 0;
        Held = new HeldLimits([.. leases.Select(lease => lease.Key)]);
    }

    public SpendLimit[] Source { get; }

    /// <summary>By the index of their lease.</summary>
    public SpendLimit[] Limits { get; }

    public ReadOnlySpan<Lease> Leases => _leases;
    public bool HasSlices { get; }
    public HeldLimits Held { get; }
    public long ValidFromMs { get; }
    public long ValidUntilMs { get; }

    public bool Serves(SpendLimit[] limits, long atMs) => ReferenceEquals(Source, limits) && atMs >= ValidFromMs && atMs < ValidUntilMs;

    public bool HasWaiters
    {
        get
        {
            foreach (var lease in _leases)
                if (lease.Queue.Count > 0) return true;
            return false;
        }
    }

    /// <summary>All limits or none, narrowest first. A hold that is taken back may make a neighbour fail for a moment: its queue absorbs that, no refusal follows from it.</summary>
    public bool TryHold(in HoldAmount amount, out int blockedBy)
    {
        for (var i = 0; i < _leases.Length; i++)
        {
            if (_leases[i].TryHold(amount.For(_atCaps[i]))) continue;
            blockedBy = i;
            while (--i >= 0) _leases[i].Release(amount.For(_atCaps[i]));
            return false;
        }

        foreach (var meter in _unheld) meter.Hold(amount.Full);
        blockedBy = -1;
        return true;
    }

    /// <summary>More for a stream, of the limits that take slices.</summary>
    public bool TryExtend(Money more, out int blockedBy)
    {
        for (var i = 0; i < _leases.Length; i++)
        {
            if (_atCaps[i] != AtCap.Slice || _leases[i].TryHold(more) || _leases[i].TryHoldUncapped(more)) continue;
            blockedBy = i;
            while (--i >= 0)
                if (_atCaps[i] == AtCap.Slice) _leases[i].Release(more);
            return false;
        }

        blockedBy = -1;
        return true;
    }

    public void Post(in HoldAmount held, Money cost)
    {
        for (var i = 0; i < _leases.Length; i++) _leases[i].Post(held.For(_atCaps[i]), cost);
        foreach (var meter in _unheld) meter.Post(held.Full, cost);
    }

    /// <summary>How much of its cap is spent, in hundredths below 100, and when it begins anew (Unix seconds).</summary>
    public (int Hundredths, string ResetSeconds)? Nearest()
    {
        (int Hundredths, string ResetSeconds)? nearest = null;
        for (var i = 0; i < _leases.Length; i++)
        {
            if (_resets[i] is not { } reset || _leases[i].Standing.Cap is not { Nanos: > 0 } cap) continue;
            var used = _leases[i].Standing.UsedWith(_leases[i].Posted);
            var hundredths = (int)Int128.Clamp((Int128)used.Nanos * 100 / cap.Nanos, 0, 99);
            if (nearest is null || hundredths > nearest.Value.Hundredths) nearest = (hundredths, reset);
        }

        return nearest;
    }

    public AtCap AtCapOf(int index) => _atCaps[index];

    /// <summary>For one request that meets a limit which caps no longer.</summary>
    public LeaseSet Without(int index) => new(
        [], [.. Limits.Where((_, i) => i != index)], [.. _leases.Where((_, i) => i != index)], _unheld, ValidFromMs, ValidUntilMs);
}
