namespace Claviger.Core.Limits;

/// <summary>A cap on spend in one period, for one scope. Immutable: a change is another one with a higher <see cref="Version"/>.</summary>
public sealed record SpendLimit
{
    public required SpendLimitId Id { get; init; }

    /// <summary>Small number that shares carry in place of the id. Unique in the store, never reused.</summary>
    public required int Number { get; init; }

    /// <summary>Grows with every change of any limit in the store: the higher one is the newer.</summary>
    public required long Version { get; init; }

    public required LimitScope Scope { get; init; }
    public required LimitPeriod Period { get; init; }

    /// <summary>Null: no cap at this scope and period. Zero refuses everything that costs.</summary>
    public required Money? Amount { get; init; }

    public required LimitMode Mode { get; init; }
    public required AtCap AtCap { get; init; }

    /// <summary>Until then (Unix milliseconds) it counts and refuses nothing; null: in force.</summary>
    public long? SuspendedUntilMs { get; init; }

    /// <summary>Those that have not ended, in order of their start.</summary>
    public IReadOnlyList<SpendGrant> Grants { get; init; } = [];

    public required long CreatedAtMs { get; init; }
    public required long UpdatedAtMs { get; init; }

    public bool IsSuspendedAt(long atMs) => SuspendedUntilMs is { } until && atMs < until;

    /// <summary>What may be spent in the period as things stand at an instant; null: anything (no amount, or suspended).</summary>
    public Money? CapAt(long atMs)
    {
        if (Amount is not { } cap || IsSuspendedAt(atMs)) return null;
        foreach (var grant in Grants)
            if (grant.RunsAt(atMs)) cap += grant.Amount;
        return cap;
    }

    /// <summary>When <see cref="CapAt"/> may next answer otherwise without anybody changing the limit; <see cref="long.MaxValue"/> for never.</summary>
    public long CapHoldsUntil(long atMs)
    {
        var until = IsSuspendedAt(atMs) ? SuspendedUntilMs!.Value : long.MaxValue;
        foreach (var grant in Grants)
        {
            if (grant.StartsAtMs > atMs) until = Math.Min(until, grant.StartsAtMs);
            if (grant.EndsAtMs > atMs) until = Math.Min(until, grant.EndsAtMs);
        }

        return until;
    }
}
