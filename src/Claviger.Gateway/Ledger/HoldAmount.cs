using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Gateway.Ledger;

/// <summary>What a request wants held.</summary>
/// <param name="Full">Its worst case: for limits that reserve.</param>
/// <param name="Part">Its input and a first slice of output: for limits that take streams a slice at a time. The same as <paramref name="Full"/> for whatever can't be stopped midway.</param>
public readonly record struct HoldAmount(Money Full, Money Part)
{
    public static implicit operator HoldAmount(Money worst) => new(worst, worst);

    public Money For(AtCap policy) => policy == AtCap.Slice ? Part : Full;
}
