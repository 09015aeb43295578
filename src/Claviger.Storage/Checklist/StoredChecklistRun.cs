namespace Claviger.Storage.Checklist;

/// <summary>A kept run of the checklist without its report, which can be megabytes.</summary>
public sealed record StoredChecklistRun
{
    public long Number { get; init; }
    public string Id { get; init; } = "";
    public long AtMs { get; init; }
    public int Passed { get; init; }
    public int Warned { get; init; }
    public int Failed { get; init; }
    public int Waived { get; init; }
    public int NotApplicable { get; init; }

    /// <summary>JSON: how each control came out. Empty of a run that an older version kept: its report says it.</summary>
    public string Statuses { get; init; } = "";

    /// <summary>A digest of what was found: two runs that found the same have the same. Empty of a run that an older version kept.</summary>
    public string Essence { get; init; } = "";
}
