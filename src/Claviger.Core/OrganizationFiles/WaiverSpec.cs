namespace Claviger.Core.OrganizationFiles;

/// <param name="Subject">Name of the key or workspace, or an id; null: all that the control finds.</param>
/// <param name="Owner">Address of a member.</param>
public sealed record WaiverSpec(string Control, string? Subject, string Reason, string? Owner, DateTimeOffset Until)
{
    public string Name => Subject is null ? Control : $"{Control} for {Subject}";
}
