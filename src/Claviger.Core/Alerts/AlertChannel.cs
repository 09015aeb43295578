namespace Claviger.Core.Alerts;

/// <summary>Where alerts are sent. What is secret about it is apart, sealed.</summary>
public sealed record AlertChannel
{
    public required AlertChannelId Id { get; init; }
    public required OrganizationId Organization { get; init; }

    /// <summary>Unique in the organization.</summary>
    public required string Name { get; init; }

    public required AlertChannelType Type { get; init; }

    /// <summary>Addresses, and the words <c>admins</c> and <c>owner</c>, which mean whoever that is when it is sent. E-mail only.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Enough of a secret address or key to know it by; null: there is none.</summary>
    public string? Hint { get; init; }

    /// <summary>Null: never.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>Whether the weekly digest goes there.</summary>
    public bool Digest { get; init; }

    public bool IsEnabled { get; init; } = true;

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Until then messages carry a signature by the secret of before too; null: there is none.</summary>
    public DateTimeOffset? OldSecretUntil { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>When the first of the failures was that no success came after; null: it works, or nothing was sent.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Attempts that failed since then.</summary>
    public int Failures { get; init; }

    /// <summary>What the newest failure was.</summary>
    public string? LastError { get; init; }
}
