using Claviger.Core;

namespace Claviger.Gateway.Ledger;

/// <summary>A way to a tighter worst case: a call of upstream's token counting.</summary>
/// <param name="Least">What even the tightest bound can't be below: where not even that fits, nobody is asked.</param>
/// <param name="TightenAsync">Null when there is no better bound to be had.</param>
public sealed record Tightener(Money Least, Func<CancellationToken, ValueTask<HoldAmount?>> TightenAsync);
