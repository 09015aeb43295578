namespace Claviger.Core.Checklist.Facts;

/// <summary>
/// Everything the checklist looks at, of one organization at one moment: read once, then judged without another question. The same for
/// what Claviger governs and for an organization of Anthropic's; what a source can't show is in <see cref="Unknown"/>.
/// </summary>
public sealed record OrganizationFacts
{
    public required DateTimeOffset At { get; init; }
    public required FactSource Source { get; init; }
    public required string OrganizationId { get; init; }
    public required string OrganizationName { get; init; }

    /// <summary>Null: not known. Some controls give a new organization time.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>What could not be read, each with why: a control that needs it says so instead of guessing.</summary>
    public IReadOnlyDictionary<FactArea, string> Unknown { get; init; } = new Dictionary<FactArea, string>();

    /// <summary>Environments with declared networks.</summary>
    public IReadOnlyList<EnvironmentFact> Environments { get; init; } = [];

    /// <summary>Archived ones left out.</summary>
    public IReadOnlyList<WorkspaceFact> Workspaces { get; init; } = [];

    /// <summary>Revoked ones left out.</summary>
    public IReadOnlyList<KeyFact> Keys { get; init; } = [];

    /// <summary>Who is in it now.</summary>
    public IReadOnlyList<MemberFact> Members { get; init; } = [];

    /// <summary>Invites that can still be accepted.</summary>
    public IReadOnlyList<InviteFact> Invites { get; init; } = [];

    public IReadOnlyList<LeaverFact> Leavers { get; init; } = [];

    /// <summary>Those that work.</summary>
    public IReadOnlyList<AdminKeyFact> AdminKeys { get; init; } = [];

    public IReadOnlyList<SpendLimitFact> SpendLimits { get; init; } = [];
    public IReadOnlyList<SightingFact> Sightings { get; init; } = [];
    public IReadOnlyList<UpstreamFact> Upstreams { get; init; } = [];
    public IReadOnlyList<AlertRuleFact> AlertRules { get; init; } = [];
    public IReadOnlyList<AlertChannelFact> AlertChannels { get; init; } = [];

    /// <summary>Null: not known.</summary>
    public AuditFact? Audit { get; init; }

    public IReadOnlyList<UnresolvedFact> Unresolved { get; init; } = [];

    /// <summary>Keys that a request could be made with now.</summary>
    public IEnumerable<KeyFact> WorkingKeys => Keys.Where(key => key.IsActive && (key.ExpiresAt is not { } end || At < end));

    /// <summary>Keys that somebody used in the last days, by what is known; where use is unknown, every working key.</summary>
    public IEnumerable<KeyFact> KeysInUse(int days) => Unknown.ContainsKey(FactArea.KeyUse)
        ? WorkingKeys
        : WorkingKeys.Where(key => key.LastUsedAt is { } last && At - last <= TimeSpan.FromDays(days));

    /// <summary>Whole days since a moment.</summary>
    public int DaysSince(DateTimeOffset then) => (int)Math.Floor((At - then).TotalDays);
}
