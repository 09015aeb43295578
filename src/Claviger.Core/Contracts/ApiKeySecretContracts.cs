using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary>One secret of a key. Never the secret itself; its id is the first part of the token and opens nothing.</summary>
/// <param name="Type">api_key_secret</param>
/// <param name="Status">current; overlap: replaced, and still works; delivering: on its way to its sink, or it may have arrived; ended</param>
/// <param name="LastUsedAt">To the minute.</param>
/// <param name="EndsAt">When it stops, as things stand; null while it is the current one.</param>
/// <param name="OverlapSeconds">How long it goes on after the first use of the one that replaced it; null once that is known, and of the current one.</param>
public sealed record ApiKeySecretView(
    string Id, string Type, string ApiKeyId, string PartialKeyHint, [AllowedValues("current", "overlap", "delivering", "ended")] string Status, DateTimeOffset CreatedAt,
    DateTimeOffset? FirstUsedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? EndsAt, long? OverlapSeconds);

/// <summary><c>GET /v1/organizations/api_keys/{id}/secrets</c>, newest first. A key has few: no paging.</summary>
public sealed record ApiKeySecretList(IReadOnlyList<ApiKeySecretView> Data);

/// <summary><c>POST /v1/organizations/api_keys/{id}/rotate</c>: a second secret for the same key, with the same limits and spend.</summary>
/// <param name="OverlapSeconds">How long the old secret works after the first use of the new one: 0 (it ends now) to 2,592,000 (30 days); default 604,800 (7 days).</param>
/// <param name="EndsAt">When the old secret ends at the latest, used or not: within 30 days; default in 30 days.</param>
/// <param name="Leaked">True: every older secret ends now, whatever else is said.</param>
/// <param name="CutRequests">True: running requests of secrets that end now are ended too, streams included.</param>
/// <param name="NewestSecretId">Only if this is the key's newest secret still, so that the same rotation sent twice is one; left out: whichever it is.</param>
[MayBeLeftOut]
public sealed record RotateApiKeyRequest([Range(0, 2_592_000)] long? OverlapSeconds = null, DateTimeOffset? EndsAt = null, bool? Leaked = null, bool? CutRequests = null, string? NewestSecretId = null);

/// <summary>The answer to a rotation: the only time the new secret is ever shown.</summary>
/// <param name="Previous">The secret it replaces.</param>
public sealed record RotatedApiKeyView(ApiKeyView ApiKey, string Secret, ApiKeySecretView Previous)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"rotated {ApiKey.Id}";
}

/// <summary><c>POST /v1/organizations/api_keys/{id}/secrets/{secret_id}/end</c>: the body may be left out.</summary>
/// <param name="CutRequests">True: running requests of it are ended too.</param>
[MayBeLeftOut]
public sealed record EndApiKeySecretRequest(bool? CutRequests = null);
