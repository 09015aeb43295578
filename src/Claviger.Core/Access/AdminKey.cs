using Claviger.Core.Keys;

namespace Claviger.Core.Access;

/// <summary>A credential for the Admin API, of a member. Its secret is stored as a keyed digest, like an API key's.</summary>
public sealed record AdminKey(
    AdminKeyId Id, OrganizationId Organization, string Name, MemberId? Member, SecretId SecretId, byte[] Digest, int PepperVersion,
    string SecretHint, KeyStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    public bool WorksAt(DateTimeOffset now) => Status == KeyStatus.Active && (ExpiresAt is not { } end || now < end);
}
