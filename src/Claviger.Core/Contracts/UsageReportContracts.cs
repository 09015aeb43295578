using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Claviger.Core.Contracts;

/// <summary><c>GET /v1/organizations/usage_report/messages</c>: buckets oldest first, one per interval, silent ones too.</summary>
public sealed record UsageReport(IReadOnlyList<UsageBucket> Data, bool HasMore, string? NextPage);

public sealed record UsageBucket(DateTimeOffset StartingAt, DateTimeOffset EndingAt, IReadOnlyList<UsageResult> Results);

/// <summary>A row of a bucket. A dimension that was not grouped by is null.</summary>
/// <param name="ContextWindow">0-200k or 200k-1M</param>
/// <param name="Requests">Claviger's: governed requests counted in the row.</param>
/// <param name="CostCents">Claviger's: exact cents as a decimal string.</param>
/// <param name="OwnerId">Claviger's, only with the grouping by owner_id: the member or service account that owned the key when the request was admitted; left out where nobody is known.</param>
public sealed record UsageResult(
    long UncachedInputTokens, CacheCreationTokens CacheCreation, long CacheReadInputTokens, long OutputTokens, ServerToolUse ServerToolUse,
    string? AccountId, string? ApiKeyId, [AllowedValues("0-200k", "200k-1M")] string? ContextWindow, string? InferenceGeo, string? Model, string? ServiceAccountId,
    string? ServiceTier, string? Speed, string? WorkspaceId, long Requests, string CostCents,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? OwnerId = null);

public sealed record CacheCreationTokens(
    [property: JsonPropertyName("ephemeral_5m_input_tokens")] long Ephemeral5mInputTokens,
    [property: JsonPropertyName("ephemeral_1h_input_tokens")] long Ephemeral1hInputTokens);

public sealed record ServerToolUse(long WebSearchRequests);
