namespace Claviger.Cli.Scan;

/// <summary>An organization of Anthropic's as its Admin API shows it at one moment: only what the checklist and the organization's file need.</summary>
internal sealed record AnthropicReading
{
    public required DateTimeOffset At { get; init; }
    public required string OrganizationId { get; init; }
    public required string OrganizationName { get; init; }
    public required IReadOnlyList<MemberRow> Members { get; init; }

    /// <summary>Those that can still be accepted.</summary>
    public required IReadOnlyList<InviteRow> Invites { get; init; }

    /// <summary>Archived ones left out, the default one with them.</summary>
    public required IReadOnlyList<WorkspaceRow> Workspaces { get; init; }

    /// <summary>Deleted (archived) ones left out.</summary>
    public required IReadOnlyList<KeyRow> Keys { get; init; }

    /// <summary>Null: the API would not show them; <see cref="Refusals"/> says why.</summary>
    public IReadOnlyList<LimitRow>? SpendLimits { get; init; }

    /// <summary>Rate limits that workspaces were given by themselves. Null: the API would not show them.</summary>
    public IReadOnlyList<RateRow>? RateLimits { get; init; }

    /// <summary>The organization's rate limits that a workspace can have lower, each with the class that tiers call its group. Null: not read, or not shown.</summary>
    public IReadOnlyList<RateGroupRow>? RateGroups { get; init; }

    /// <summary>Who is in which workspace. Null: not read.</summary>
    public IReadOnlyList<PlaceRow>? Places { get; init; }

    /// <summary>The last day on which each key was used, within <see cref="DaysOfUse"/>. Null: the API would not show it.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset>? LastUses { get; init; }

    /// <summary>Cents by workspace in the last <see cref="DaysOfUse"/> days; an empty id for the default one. Null: the API would not show it.</summary>
    public IReadOnlyDictionary<string, decimal>? Costs { get; init; }

    /// <summary>What was asked for and refused, each with the answer.</summary>
    public IReadOnlyDictionary<string, string> Refusals { get; init; } = new Dictionary<string, string>();

    /// <summary>How many days back use and cost were read: one page of the reports.</summary>
    public const int DaysOfUse = 31;

    public sealed record MemberRow(string Id, string Email, string Name, string Role);

    public sealed record InviteRow(string Id, string Email, string Role, DateTimeOffset ExpiresAt);

    public sealed record WorkspaceRow(string Id, string Name, bool IsDefault, string Color, IReadOnlyDictionary<string, string> Tags);

    public sealed record PlaceRow(string WorkspaceId, string MemberId, string Role);

    /// <param name="WorkspaceId">Null: a key of a person or service account that works in all of them.</param>
    /// <param name="OwnerId">The member or service account that it acts as; null: a workspace's key.</param>
    /// <param name="CreatedBy">Null for legacy keys and those that the system made.</param>
    public sealed record KeyRow(
        string Id, string Name, string Status, string Hint, string? WorkspaceId, string? OwnerId, string? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

    /// <param name="Scope">organization, workspace, user …</param>
    /// <param name="Cents">Null: no cap.</param>
    public sealed record LimitRow(string Id, string Scope, string? ScopeId, string Period, string? Cents, bool IsEnabled);

    public sealed record RateRow(string WorkspaceId, string RateLimitId, string GroupId, string Limiter, long? Value);

    /// <param name="Class">Null: no tier has a word for it.</param>
    public sealed record RateGroupRow(string RateLimitId, string GroupId, string? Class);
}
