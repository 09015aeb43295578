namespace Claviger.Core.Workspaces;

/// <summary>The isolation unit inside an organization: keys, usage, batches and files belong to exactly one.</summary>
public sealed record Workspace
{
    public required WorkspaceId Id { get; init; }

    /// <summary>Small number that usage rows carry in place of the id.</summary>
    public required int Number { get; init; }

    public required OrganizationId Organization { get; init; }

    public required string Name { get; init; }

    /// <summary>production, staging, development or a custom one; null for the default workspace, whose keys each name theirs.</summary>
    public string? Environment { get; init; }

    /// <summary>The organization's first workspace: cannot be renamed or archived.</summary>
    public required bool IsDefault { get; init; }

    public required string DisplayColor { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>Null: the organization's default upstream.</summary>
    public UpstreamId? Upstream { get; init; }

    /// <summary>Name of the tier whose rate limits all its keys share; null: none of its own.</summary>
    public string? Tier { get; init; }

    public DataResidency Residency { get; init; } = DataResidency.Open;

    /// <summary><c>ekey_…</c> of upstream's encryption key, for the record: nothing here depends on it. Written once.</summary>
    public string? ExternalKey { get; init; }

    /// <summary><c>uprof_…</c> that every request for inference must name; null: none. Written once.</summary>
    public string? UserProfile { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ArchivedAt { get; init; }
}
