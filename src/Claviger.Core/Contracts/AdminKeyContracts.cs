using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary>An admin key (Claviger's: Anthropic makes them in its console only). Never the secret.</summary>
/// <param name="Status">active, inactive, archived or expired.</param>
/// <param name="Owner">organization, user or service_account: as whom the key acts.</param>
/// <param name="Scopes">Permissions that it is held to; null: none beyond its owner's.</param>
/// <param name="LastUsedAt">To the minute; null: never used.</param>
public sealed record AdminKeyView(
    string Id, string Type, string Name,
    [AllowedValues("active", "inactive", "archived", "expired")] string Status, DateTimeOffset CreatedAt, ActorRef? CreatedBy, DateTimeOffset? ExpiresAt, string PartialKeyHint,
    AdminKeyOwnerView Owner, IReadOnlyList<string>? Scopes, DateTimeOffset? LastUsedAt);

/// <param name="Id">Null for the organization.</param>
public sealed record AdminKeyOwnerView([AllowedValues("organization", "user", "service_account")] string Type, string? Id);

/// <summary><c>POST /v1/organizations/admin_keys</c></summary>
/// <param name="OwnerType">organization (default), user (only oneself) or service_account.</param>
/// <param name="OwnerId">Of a service account; may be left out otherwise.</param>
/// <param name="Scopes">A part of what the maker may; left out: all that the owner may.</param>
/// <param name="ExpiresAt">In the future, and not after the end of the key that makes it; left out: never.</param>
public sealed record CreateAdminKeyRequest(
    [Length(1, 100)] string Name,
    [AllowedValues("organization", "user", "service_account")] string? OwnerType = null, string? OwnerId = null, IReadOnlyList<string>? Scopes = null, DateTimeOffset? ExpiresAt = null);

/// <summary>The answer to a creation: the only time the secret is ever shown.</summary>
public sealed record CreatedAdminKeyView(AdminKeyView AdminKey, string Secret)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"created {AdminKey.Id}";
}

/// <summary><c>POST /v1/organizations/admin_keys/{id}</c>: omitted fields stay. Owner, scopes and end are for life.</summary>
/// <param name="Status">active (enable), inactive (disable) or archived (revoke, for good).</param>
public sealed record UpdateAdminKeyRequest([Length(1, 100)] string? Name = null, [AllowedValues("active", "inactive", "archived")] string? Status = null);
