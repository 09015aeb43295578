namespace Claviger.Storage.Checklist;

/// <summary>A kept run of the checklist; the report is JSON, as the Admin API answers it.</summary>
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
    public string Report { get; init; } = "";
}
