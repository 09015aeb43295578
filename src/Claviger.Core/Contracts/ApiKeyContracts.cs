using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary>Anthropic's API key object, and Claviger's own fields from <paramref name="Service"/> on. Never the secret.</summary>
/// <param name="Principal">Of a personal key, the member it acts for; null: it is a service's.</param>
/// <param name="WorkspaceId">Legacy field of API version 2023-06-01.</param>
/// <param name="MaxTokensCeiling">Largest <c>max_tokens</c> this key may ask for; null: the model's own.</param>
/// <param name="Tier">Whose rate limits the key itself is held to; null: none of its own.</param>
/// <param name="LastUsedAt">By any of its secrets, to the minute; null: never used.</param>
public sealed record ApiKeyView(
    string Id, string Type, string Name,
    [AllowedValues("active", "inactive", "archived", "expired")] string Status, DateTimeOffset CreatedAt, ActorRef? CreatedBy, DateTimeOffset? ExpiresAt,
    string PartialKeyHint, KeyPrincipalView? Principal, KeyScopeView Scope, [property: LegacyField] string? WorkspaceId,
    string Service, string Environment, ActorRef Owner,
    IReadOnlyList<string> Models, IReadOnlyList<string> Networks, long? MaxTokensCeiling, string? Tier,
    DateTimeOffset? LastUsedAt);

/// <param name="Type">user_actor</param>
public sealed record KeyPrincipalView(string Type, string UserId);

/// <param name="Type">user or service_account; of a role assignment group too, of an explanation admin_key too</param>
public sealed record ActorRef(string Id, string Type);

/// <param name="Type">workspace</param>
public sealed record KeyScopeView(string Type, string WorkspaceId);

/// <summary>The answer to a creation: the only time the secret is ever shown.</summary>
public sealed record CreatedApiKeyView(ApiKeyView ApiKey, string Secret)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"created {ApiKey.Id}";
}

/// <summary><c>POST /v1/organizations/api_keys</c> (Claviger's extension: Anthropic's API cannot create keys).</summary>
/// <param name="WorkspaceId">Required.</param>
/// <param name="Name">May be left out: the naming policy makes it from environment and service.</param>
/// <param name="Service">May be left out when the name gives it.</param>
/// <param name="Environment">Defaults to the workspace's; must equal it where the workspace has one.</param>
/// <param name="OwnerUserId">The member who answers for the key; defaults to the maker.</param>
/// <param name="Personal">True: the key acts for its maker, ends with their membership, and can't be handed over. Default: it is a service's.</param>
/// <param name="ExpiresAt">In the future; null: never.</param>
/// <param name="Models">Model ids, trailing <c>*</c> allowed; empty: any.</param>
/// <param name="Networks">CIDR blocks; empty: any.</param>
/// <param name="Tier">Name of a tier of rate limits; left out or <c>none</c>: no limits of the key's own.</param>
public sealed record CreateApiKeyRequest(
    string WorkspaceId, string? Name = null, string? Service = null, string? Environment = null, string? OwnerUserId = null,
    DateTimeOffset? ExpiresAt = null, [Length(0, 100)] IReadOnlyList<string>? Models = null, [Length(0, 100)] IReadOnlyList<string>? Networks = null,
    [Range(1, 10_000_000)] long? MaxTokensCeiling = null, string? Tier = null, bool? Personal = null);

/// <summary><c>POST /v1/organizations/api_keys/{id}</c>: omitted fields stay. Service, environment and workspace are for life.</summary>
/// <param name="Status">active (enable), inactive (disable) or archived (revoke, for good).</param>
/// <param name="MaxTokensCeiling">0 removes the ceiling.</param>
/// <param name="Tier"><c>none</c> removes the tier.</param>
/// <param name="CutRequests">With status inactive or archived: running requests of the key are ended too, streams included.</param>
public sealed record UpdateApiKeyRequest(
    string? Name = null, [AllowedValues("active", "inactive", "archived")] string? Status = null, string? OwnerUserId = null,
    [Length(0, 100)] IReadOnlyList<string>? Models = null,
    [Length(0, 100)] IReadOnlyList<string>? Networks = null, [Range(0, 10_000_000)] long? MaxTokensCeiling = null, string? Tier = null, bool? CutRequests = null);
