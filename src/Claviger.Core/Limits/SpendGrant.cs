namespace Claviger.Core.Limits;

/// <summary>Money on top of a limit, once, until it ends. Two of one limit never run at the same time.</summary>
/// <param name="Id"><c>slg_…</c></param>
/// <param name="StartsAtMs">Unix milliseconds; <paramref name="EndsAtMs"/> is not included.</param>
public sealed record SpendGrant(SpendGrantId Id, Money Amount, long StartsAtMs, long EndsAtMs, string? Reason)
{
    public bool RunsAt(long atMs) => atMs >= StartsAtMs && atMs < EndsAtMs;
}
