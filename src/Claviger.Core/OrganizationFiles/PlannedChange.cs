namespace Claviger.Core.OrganizationFiles;

/// <summary>One thing that differs between file and organization.</summary>
/// <param name="Path">Where it is in the file; of what isn't in it, where it would be.</param>
/// <param name="Name">For people.</param>
/// <param name="Parent">The workspace, group or account that it belongs to, by name; empty: none.</param>
/// <param name="Id">Of what is there; null for what will be made.</param>
public sealed record PlannedChange(
    PlannedAction Action, PlannedNoun Noun, string Path, string Name, string Parent, string? Id, IReadOnlyList<PlannedField> Fields);
