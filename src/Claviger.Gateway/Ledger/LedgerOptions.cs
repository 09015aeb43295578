namespace Claviger.Gateway.Ledger;

/// <summary>What an operator may set about waiting for money. Validated where configuration is read.</summary>
public sealed record LedgerOptions
{
    /// <summary>
    /// How long a request waits for running ones to settle before it is refused. Well inside the shortest client time-out: the C# SDK gives
    /// a small plain call 30 s.
    /// </summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Most requests that one limit keeps waiting; each keeps its body in memory.</summary>
    public int MostWaiting { get; init; } = 4_096;

    /// <summary>A lease that nobody used for so long is given back.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Output tokens that a stream holds at a time, where a limit says so.</summary>
    public int SliceTokens { get; init; } = 4_096;
}
