namespace Claviger.Core.OrganizationFiles;

/// <param name="Workspaces">Workspace to role; null: left as they are.</param>
public sealed record ServiceAccountSpec(string? Description, string? Role, IReadOnlyDictionary<string, string>? Workspaces);
