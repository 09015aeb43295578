namespace Claviger.Core.OrganizationFiles;

/// <param name="Members">Addresses; null: left as they are.</param>
/// <param name="Roles">Null: left as they are.</param>
public sealed record GroupSpec(string? Description, IReadOnlyList<string>? Members, IReadOnlyList<GrantSpec>? Roles);
