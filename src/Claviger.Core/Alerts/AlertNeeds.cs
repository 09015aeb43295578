namespace Claviger.Core.Alerts;

/// <summary>What a kind looks at: nothing is read that no rule needs.</summary>
[Flags]
public enum AlertNeeds
{
    None = 0,

    /// <summary>Spend limits and how they stand.</summary>
    Limits = 1,

    /// <summary>Keys, secrets, sightings, unresolved spend: what the checklist looks at too.</summary>
    Organization = 2,

    /// <summary>Spend of single hours.</summary>
    Hours = 4,

    /// <summary>Spend of the month by day.</summary>
    Days = 8,

    /// <summary>What the last quarter of an hour of requests was like.</summary>
    Requests = 16,
    Channels = 32,

    /// <summary>Kept runs of the checklist.</summary>
    Checklist = 64,
}
