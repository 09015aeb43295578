namespace Claviger.Core.Limits;

/// <summary>
/// The limits that a request was held against. One shared, immutable object for all requests of a key in a period: the journal
/// keeps a reference to it beside a running request, and shrinks these leases by what the request cost.
/// </summary>
public sealed class HeldLimits(LeaseKey[] keys)
{
    public static HeldLimits None { get; } = new([]);

    /// <summary>In the order of the limits' numbers; never changed.</summary>
    public ReadOnlySpan<LeaseKey> Keys => keys;
}
