namespace Claviger.Gateway.Rates;

/// <summary>What an operator may set about rate limits, beside the limits themselves.</summary>
public sealed record RateOptions
{
    /// <summary>
    /// A request that all its limits would let in within this time waits for it; one that would wait longer is refused. Well inside any
    /// client's own time-out. Zero: nobody waits.
    /// </summary>
    public TimeSpan ShortWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A running request holds output of the mean length of the answers before it, until it is known. Without, many that begin at once
    /// would all be let in and overdraw the limit for minutes.
    /// </summary>
    public bool ExpectOutput { get; init; } = true;
}
