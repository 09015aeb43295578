namespace Claviger.Core.Limits;

/// <summary>A member asks for a higher spend limit than the one that covers them.</summary>
public sealed record IncreaseRequest
{
    public required IncreaseRequestId Id { get; init; }

    /// <summary>In order of creation; the store gives it.</summary>
    public int Number { get; init; }

    public required MemberId RequestedBy { get; init; }
    public required SpendLimitId Limit { get; init; }
    public required LimitScope Scope { get; init; }
    public required LimitPeriod Period { get; init; }

    /// <summary>The cap that is asked for, not what it is raised by.</summary>
    public required Money Amount { get; init; }

    public required string Reason { get; init; }
    public required IncreaseStatus Status { get; init; }
    public required long CreatedAtMs { get; init; }
    public long? ResolvedAtMs { get; init; }

    /// <summary><see cref="Access.Actor.Type"/> of whoever decided; null before.</summary>
    public string? ResolvedByType { get; init; }

    /// <summary>A member, or the admin key that was presented.</summary>
    public string? ResolvedBy { get; init; }

    /// <summary>The cap that was given.</summary>
    public Money? Approved { get; init; }

    /// <summary>It was given until the period's end, by this grant; null: for good.</summary>
    public SpendGrantId? Grant { get; init; }
}
