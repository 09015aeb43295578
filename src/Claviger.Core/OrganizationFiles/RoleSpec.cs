namespace Claviger.Core.OrganizationFiles;

public sealed record RoleSpec(IReadOnlyList<string> Permissions, string? Description);
