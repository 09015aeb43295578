namespace Claviger.Core.OrganizationFiles.Targets;

/// <summary>A change, or those of its fields, that a target can't make.</summary>
/// <param name="Reason">Why, and what to do instead.</param>
/// <param name="IsWhole">The change as such, not only these fields of it.</param>
/// <param name="IsDifference">The organization is otherwise than the file says; false: the target has, or shows, no such thing that could be.</param>
public sealed record Impossible(PlannedChange Change, string Reason, bool IsWhole, bool IsDifference);
