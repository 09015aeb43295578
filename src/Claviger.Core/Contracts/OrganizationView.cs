namespace Claviger.Core.Contracts;

/// <summary><c>GET /v1/organizations/me</c></summary>
public sealed record OrganizationView(string Id, string Type, string Name);
