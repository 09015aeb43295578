using Claviger.Core.Keys;

namespace Claviger.Core.Access;

/// <summary>A credential for the Admin API. Its secret is stored as a keyed digest, like an API key's.</summary>
/// <param name="Member">The person whose act made it; null for the system's.</param>
public sealed record AdminKey(
    AdminKeyId Id, OrganizationId Organization, string Name, MemberId? Member, SecretId SecretId, byte[] Digest, int PepperVersion,
    string SecretHint, KeyStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    public AdminKeyOwner Owner { get; init; } = AdminKeyOwner.Organization;

    /// <summary>Permissions that it is held to; null: none beyond its owner's.</summary>
    public IReadOnlySet<Permission>? Scopes { get; init; }

    public DateTimeOffset? FirstUsedAt { get; init; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    public bool WorksAt(DateTimeOffset now) => Status == KeyStatus.Active && (ExpiresAt is not { } end || now < end);

    /// <summary>A key stops at the instant it expires.</summary>
    public KeyStatus StatusAt(DateTimeOffset now) =>
        Status is KeyStatus.Active or KeyStatus.Inactive && ExpiresAt is { } end && now >= end ? KeyStatus.Expired : Status;
}
