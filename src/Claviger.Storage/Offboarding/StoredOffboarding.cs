namespace Claviger.Storage.Offboarding;

/// <summary>One report, numbered in order of writing; the report is JSON, as the Admin API answers it.</summary>
public sealed record StoredOffboarding
{
    public long Number { get; init; }
    public string Id { get; init; } = "";
    public string Report { get; init; } = "";
}
