using Claviger.Core.Rates;

namespace Claviger.Gateway.Rates;

/// <summary>How one limit stands. The default value: no limit.</summary>
/// <param name="Left">What the last sixty seconds left of it.</param>
/// <param name="FullIn">Nanoseconds until its bucket is full again.</param>
internal readonly record struct RateStanding(long Limit, string? LimitText, long Left, long FullIn, RateLevel Level)
{
    public bool IsLimited => LimitText is not null;

    public RateStanding OrTighter(RateStanding other) => !other.IsLimited || IsLimited && Left <= other.Left ? this : other;

    /// <summary>Tokens are told to the nearest thousand, as upstream does; never more than the limit.</summary>
    public RateStanding InThousands() => this with { Left = Math.Min(Limit, (Left + 500) / 1_000 * 1_000) };
}
