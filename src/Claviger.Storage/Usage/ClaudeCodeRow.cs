namespace Claviger.Storage.Usage;

/// <summary>One actor's day with one model.</summary>
public sealed record ClaudeCodeRow
{
    /// <summary>The member whose keys it were; null: an actor of its own is the key.</summary>
    public string? MemberId { get; init; }

    public string? Email { get; init; }

    /// <summary>Null for a member, whichever of their keys it was.</summary>
    public string? KeyId { get; init; }

    public string? KeyName { get; init; }
    public int Model { get; init; }
    public long Requests { get; init; }
    public long Input { get; init; }
    public long CacheWrite { get; init; }
    public long CacheRead { get; init; }
    public long Output { get; init; }
    public long CostNanos { get; init; }

    /// <summary>Member or key: what rows of one actor have in common.</summary>
    public string Actor => MemberId ?? KeyId ?? "";
}
