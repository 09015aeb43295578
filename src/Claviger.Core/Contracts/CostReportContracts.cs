using System.Text.Json.Serialization;

namespace Claviger.Core.Contracts;

/// <summary><c>GET /v1/organizations/cost_report</c>: days, oldest first, silent ones too.</summary>
public sealed record CostReport(IReadOnlyList<CostBucket> Data, bool HasMore, string? NextPage);

public sealed record CostBucket(DateTimeOffset StartingAt, DateTimeOffset EndingAt, IReadOnlyList<CostResult> Results);

/// <summary>A row of a day. All but <paramref name="Amount"/>, <paramref name="Currency"/> and <paramref name="WorkspaceId"/> come with the grouping by description; null where they don't apply.</summary>
/// <param name="Amount">Exact cents as a decimal string.</param>
/// <param name="CostType">tokens or web_search; null also for cost that is not attributed.</param>
/// <param name="TokenType">uncached_input_tokens, cache_read_input_tokens, cache_creation.ephemeral_5m_input_tokens, cache_creation.ephemeral_1h_input_tokens or output_tokens.</param>
/// <param name="ContextWindow">0-200k or 200k-1M</param>
/// <param name="ServiceTier">batch or standard</param>
/// <param name="WorkspaceId">With the grouping by workspace; null for the default workspace.</param>
/// <param name="ApiKeyId">Claviger's, only with the grouping by api_key_id.</param>
/// <param name="OwnerId">Claviger's, only with the grouping by owner_id: the member or service account that owned the key when the request was admitted; left out where nobody is known.</param>
/// <param name="Quantity">Claviger's, only with include_quantities: tokens of the class, or searches, those of bounds too; left out for cost that is not attributed.</param>
public sealed record CostResult(
    string Amount, string Currency, string? CostType, string? TokenType, string? Description, string? Model, string? ContextWindow,
    string? InferenceGeo, string? ServiceTier, string? WorkspaceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ApiKeyId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? OwnerId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Quantity = null);
