using Claviger.Core.Rotation;

namespace Claviger.Core.Checklist.Facts;

public sealed record KeyFact
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string WorkspaceId { get; init; }

    /// <summary>Null: not known.</summary>
    public string? Service { get; init; }

    /// <summary>Null: not known.</summary>
    public string? Environment { get; init; }

    /// <summary>Null: nobody, or not known.</summary>
    public string? OwnerId { get; init; }

    /// <summary>Address or name, for people.</summary>
    public string? OwnerName { get; init; }

    /// <summary>False when the owner is a machine or unknown.</summary>
    public bool IsOwnedByMember { get; init; }

    /// <summary>Acts as its owner, and is counted apart from keys of services.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>The member whose act made it; null: not known.</summary>
    public string? CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required bool IsActive { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Uses before this moment can't be seen; null: all are.</summary>
    public DateTimeOffset? UseSeenSince { get; init; }

    /// <summary>Empty: every model.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Empty: from anywhere.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>The key's own tier, or its workspace's; null: none.</summary>
    public string? Tier { get; init; }

    /// <summary>Those that work, oldest first.</summary>
    public IReadOnlyList<SecretFact> Secrets { get; init; } = [];

    /// <summary>Days after which its secret is due, by its rotation policy; null: no policy, so nobody is told.</summary>
    public int? RotationDays { get; init; }

    /// <summary>Its new secrets are made, and brought where they are used, without anybody.</summary>
    public bool RotatesByItself { get; init; }

    /// <summary>Null: none is on its way, or it has not failed.</summary>
    public DeliveryFact? Delivery { get; init; }

    /// <summary>When one of its secrets is overdue; where it has no schedule, by the usual one.</summary>
    public DateTimeOffset DueAt(SecretFact secret) => secret.CreatedAt.AddDays(RotationDays ?? RotationPolicy.BuiltIn.MaxAgeDays);
}
