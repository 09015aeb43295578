using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary><c>GET /v1/organizations/request_log</c> (Claviger's): one governed request. What was asked and answered is stored nowhere.</summary>
/// <param name="CreatedAt">When it was admitted.</param>
/// <param name="Owner">Who owned the key then; null where nobody is known.</param>
/// <param name="Model">Null for a call that names none.</param>
/// <param name="Outcome">completed, upstream_error, cut_short, worst_case, unresolved, resolved, batch_line, free or stopped_at_cap</param>
/// <param name="Status">HTTP status that the caller got.</param>
/// <param name="CostCents">Exact cents as a decimal string.</param>
public sealed record RequestLogView(
    string Id, string Type, DateTimeOffset CreatedAt, string? WorkspaceId, string? ApiKeyId, ActorRef? Owner, string? Model,
    [AllowedValues("completed", "upstream_error", "cut_short", "worst_case", "unresolved", "resolved", "batch_line", "free", "stopped_at_cap")] string Outcome, int Status,
    long UncachedInputTokens, CacheCreationTokens CacheCreation, long CacheReadInputTokens, long OutputTokens, ServerToolUse ServerToolUse,
    string ServiceTier, string InferenceGeo, string Speed, string CostCents);
