namespace Claviger.Core.OrganizationFiles;

/// <param name="From">Null: it is new, or not known.</param>
/// <param name="To">Null: it goes.</param>
public sealed record PlannedField(string Name, string? From, string? To);
