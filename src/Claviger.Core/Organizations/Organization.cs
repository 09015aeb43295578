namespace Claviger.Core.Organizations;

/// <summary>The tenant. Nothing crosses between two of them.</summary>
public sealed record Organization(OrganizationId Id, int Number, string Name, DateTimeOffset CreatedAt);
