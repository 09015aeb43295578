namespace Claviger.Core.OrganizationFiles.Targets;

/// <summary>One row of what a target can do. The narrowest row counts: with its field, then with its action, then of the noun.</summary>
/// <param name="Action">Null: any.</param>
/// <param name="Field">Null: the change itself.</param>
/// <param name="Cannot">Why not, and what to do instead; null: it can.</param>
/// <param name="IsShown">It can't be changed, but it can be seen: where it differs is known.</param>
public sealed record Capability(PlannedNoun Noun, PlannedAction? Action, string? Field, string? Cannot, bool IsShown = false);
