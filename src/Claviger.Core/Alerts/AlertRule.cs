namespace Claviger.Core.Alerts;

/// <summary>What somebody wants to be told.</summary>
public sealed record AlertRule
{
    public required AlertRuleId Id { get; init; }
    public required OrganizationId Organization { get; init; }

    /// <summary>Unique in the organization.</summary>
    public required string Name { get; init; }

    /// <summary>Of <see cref="AlertKindBook"/>.</summary>
    public required string Kind { get; init; }

    public AlertScopeType ScopeType { get; init; }

    /// <summary>Null: the organization.</summary>
    public string? ScopeId { get; init; }

    public AlertParameters Parameters { get; init; } = new();
    public required AlertSeverity Severity { get; init; }
    public IReadOnlyList<AlertChannelId> Channels { get; init; } = [];

    /// <summary>Told again after so many hours while it is open and nobody acknowledged it; null: once.</summary>
    public int? RepeatHours { get; init; }

    public bool IsEnabled { get; init; } = true;
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}
