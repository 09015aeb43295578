namespace Claviger.Core.OrganizationFiles.Targets;

/// <summary>A change, or those of its fields, that a target can't make.</summary>
/// <param name="Reason">Why, and what to do instead.</param>
/// <param name="IsWhole">The change as such, not only these fields of it.</param>
public sealed record Impossible(PlannedChange Change, string Reason, bool IsWhole);
