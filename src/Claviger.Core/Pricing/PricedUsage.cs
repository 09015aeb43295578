namespace Claviger.Core.Pricing;

/// <summary>Why usage has no price. A gap is never a zero: before upstream it refuses, after it the hold is posted.</summary>
public enum PricingGap
{
    None = 0,

    /// <summary>Never priced: what a default value says.</summary>
    NotPriced,

    /// <summary>No price of this model is in force at the instant.</summary>
    NoPriceAtDate,

    /// <summary>Fast mode has no price for this model.</summary>
    NoFastPrice,

    /// <summary>Batches have no price for this model at this speed.</summary>
    NoBatchPrice,

    /// <summary>The answer names a geography this model doesn't offer, or one we don't know.</summary>
    GeoNotOffered,

    /// <summary>A <c>service_tier</c> we don't know.</summary>
    UnknownTier,

    /// <summary>A <c>speed</c> we don't know.</summary>
    UnknownSpeed,

    /// <summary>Web searches were made and have no price at the instant.</summary>
    NoWebSearchPrice,

    /// <summary>A count is negative or beyond belief, or the cost is beyond 2^63 nano-dollars.</summary>
    OutOfRange,
}

/// <summary>What deserves a second look although there is a cost.</summary>
[Flags]
public enum PricingFlags
{
    None = 0,

    /// <summary>The answer names a model that isn't in the book; it was priced as the requested one.</summary>
    UnknownAnswerModel = 1,

    /// <summary>An iteration's model has no price that fits; it was priced at the dearest of every class in the book.</summary>
    UnknownIterationModel = 2,

    /// <summary>The iterations hold fewer tokens than the message; the rest was priced as the message's model.</summary>
    IterationsIncomplete = 4,
}

/// <summary>The cost of usage, or the gap in the price book. A default value is a gap.</summary>
public readonly record struct PricedUsage
{
    private readonly Money _cost;
    private readonly bool _isPriced;
    private readonly PricingGap _gap;

    private PricedUsage(Money cost, bool isPriced, PricingGap gap, PricingFlags flags) =>
        (_cost, _isPriced, _gap, Flags) = (cost, isPriced, gap, flags);

    public PricingFlags Flags { get; }

    /// <summary><see cref="PricingGap.None"/> exactly when there is a cost.</summary>
    public PricingGap Gap => _isPriced ? PricingGap.None : _gap == PricingGap.None ? PricingGap.NotPriced : _gap;

    public static PricedUsage Of(Money cost, PricingFlags flags = PricingFlags.None) => new(cost, true, PricingGap.None, flags);

    public static PricedUsage Missing(PricingGap gap) => new(default, false, gap, PricingFlags.None);

    /// <summary>The only way to the cost, so that nobody takes a gap for a zero.</summary>
    public bool TryGetCost(out Money cost)
    {
        cost = _cost;
        return _isPriced;
    }

    public override string ToString() => _isPriced ? Flags == PricingFlags.None ? _cost.ToString() : $"{_cost} ({Flags})" : Gap.ToString();
}
