namespace Claviger.Core.Groups;

/// <summary>People who get the same roles.</summary>
public sealed record Group(GroupId Id, OrganizationId Organization, string Name, string? Description, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
