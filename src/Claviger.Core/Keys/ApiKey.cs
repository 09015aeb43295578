namespace Claviger.Core.Keys;

/// <summary>
/// The record of an API key: bound for life to one workspace, one service and one environment. Its secrets are apart
/// (<see cref="KeySecret"/>), so that a rotation changes neither the record nor its spend.
/// </summary>
public sealed record ApiKey
{
    public required ApiKeyId Id { get; init; }

    /// <summary>Small number that usage rows carry in place of the id. Unique in the store, never reused.</summary>
    public required int Number { get; init; }

    public required WorkspaceId Workspace { get; init; }

    public required string Name { get; init; }

    public required string Service { get; init; }

    public required string Environment { get; init; }

    public required KeyOwner Owner { get; init; }

    /// <summary>It acts for its owner: it works while they may make keys in its workspace, ends with their membership and is never handed over.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>The member whose act made it; null for a key that the system made.</summary>
    public MemberId? CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Stored status; see <see cref="StatusAt"/> for what holds now.</summary>
    public required KeyStatus Status { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public required KeyRules Rules { get; init; }

    /// <summary>Name of the tier whose rate limits the key itself is held to; null: none of its own.</summary>
    public string? Tier { get; init; }

    /// <summary>First and last characters of the newest secret.</summary>
    public required string SecretHint { get; init; }

    /// <summary>A key stops at the instant it expires.</summary>
    public KeyStatus StatusAt(DateTimeOffset now) =>
        Status is KeyStatus.Active or KeyStatus.Inactive && ExpiresAt is { } end && now >= end ? KeyStatus.Expired : Status;
}
