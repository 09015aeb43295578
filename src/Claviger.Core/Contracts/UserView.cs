namespace Claviger.Core.Contracts;

/// <summary>A member, as <c>GET /v1/organizations/users</c> lists it.</summary>
public sealed record UserView(string Id, string Type, string Email, string Name, string Role, DateTimeOffset AddedAt);
