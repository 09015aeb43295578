namespace Claviger.Storage.Audit;

/// <summary>Somebody has read the log up to an entry.</summary>
public sealed record AuditReview
{
    public const string Prefix = "audrev_";

    /// <summary>Given by the store, in order.</summary>
    public long Number { get; init; }

    public required string Id { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long AtMs { get; init; }

    /// <summary>Sequence of the last entry that was read.</summary>
    public required long UpTo { get; init; }

    public required string ActorType { get; init; }
    public string? ActorId { get; init; }

    /// <summary>The person behind the actor.</summary>
    public string? MemberId { get; init; }

    public required string Note { get; init; }
}
