namespace Claviger.Core.OrganizationFiles.Targets;

/// <summary>What of one organization at Anthropic decides whether a change can be made there, besides the kind of change.</summary>
public sealed record AnthropicCircumstances
{
    /// <summary>Folded addresses of people whose role the API neither gives nor takes: admins, owners.</summary>
    public IReadOnlySet<string> Admins { get; init; } = new HashSet<string>();

    /// <summary>Things that no file can say, or that two things are called: kind and name (folded for people) to why.</summary>
    public IReadOnlyDictionary<(PlannedNoun Noun, string Name), string> Unsayable { get; init; } = new Dictionary<(PlannedNoun, string), string>();

    /// <summary>Anthropic's answer where it shows no spend limits.</summary>
    public string? SpendLimitsRefused { get; init; }

    /// <summary>Anthropic's answer where it shows no rate limits.</summary>
    public string? RateLimitsRefused { get; init; }

    /// <summary>Tiers whose figures are known: the file's, and those that ship.</summary>
    public IReadOnlySet<string> Tiers { get; init; } = new HashSet<string>();

    /// <summary>Workspaces that somebody named as to be archived: that is for good, and ends every key in them.</summary>
    public IReadOnlySet<string> MayBeArchived { get; init; } = new HashSet<string>();
}
