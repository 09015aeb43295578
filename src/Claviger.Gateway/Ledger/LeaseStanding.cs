using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Gateway.Ledger;

/// <summary>How a limit stood by the books' newest answer to this node: for refusals, reports and response headers, never to admit.</summary>
/// <param name="PostedHereBefore">What this node had posted when the answer came; rows that were on their way then may be in neither or in both.</param>
internal sealed record LeaseStanding(LeaseGrant Grant, Money PostedHereBefore)
{
    public static LeaseStanding Unknown { get; } = new(default, default);

    /// <summary>Null before the books have answered, or when nothing is capped.</summary>
    public Money? Cap => Grant.Cap;

    /// <summary>What was granted to nobody then. Posts don't change it: they move money from leased to posted.</summary>
    public Money Headroom => Grant.Cap is { } cap ? cap - Grant.Posted - Grant.Leased : Money.Zero;

    /// <summary>All that is posted, as far as this node knows: the books' sum, and its own posts since.</summary>
    public Money UsedWith(Money postedHereNow) => Grant.Posted + (postedHereNow - PostedHereBefore);
}
