namespace Claviger.Core.Checklist.Facts;

public sealed record InviteFact(string Id, string Email, string Role, DateTimeOffset ExpiresAt);
