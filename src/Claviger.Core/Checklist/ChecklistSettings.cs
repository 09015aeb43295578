namespace Claviger.Core.Checklist;

/// <summary>The figures that controls judge by. The defaults are the seed's, or Anthropic's where it has a recommendation.</summary>
public sealed record ChecklistSettings
{
    public static ChecklistSettings Default { get; } = new();

    /// <summary>Each needs a workspace of its own.</summary>
    public IReadOnlyList<string> Environments { get; init; } = ["production", "staging", "development"];

    /// <summary>Oldest secret, and longest schedule, in days.</summary>
    public int RotationDays { get; init; } = 90;

    /// <summary>A key that was not used for so many days is unused.</summary>
    public int UnusedDays { get; init; } = 30;

    /// <summary>Oldest review of the audit log, in days.</summary>
    public int AuditReviewDays { get; init; } = 30;

    /// <summary>Oldest offboarding or drill, in days.</summary>
    public int OffboardingDays { get; init; } = 365;

    /// <summary>How far back sightings count, in days.</summary>
    public int SightingDays { get; init; } = 30;

    /// <summary>One program runs from at most so many networks.</summary>
    public int MostNetworks { get; init; } = 8;

    public int FewestAdmins { get; init; } = 2;
    public int MostAdmins { get; init; } = 5;

    /// <summary>Spend whose truth nobody saw is settled within so many days.</summary>
    public int UnresolvedDays { get; init; } = 7;

    /// <summary>Whether each environment is to have an upstream credential of its own.</summary>
    public bool SeparateUpstreams { get; init; } = true;
}
