using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary>A row of <c>GET /v1/organizations/usage_report/claude_code</c>: what one actor did on one UTC day, as far as a gateway sees it.</summary>
/// <param name="Date">Midnight UTC.</param>
/// <param name="CustomerType">Always <c>api</c>.</param>
/// <param name="SubscriptionType">Always null.</param>
/// <param name="TerminalType">Always <c>unknown</c>: not observed.</param>
/// <param name="IsRemote">Always false: not observed.</param>
public sealed record ClaudeCodeView(
    DateTimeOffset Date, string OrganizationId, ClaudeCodeActorView Actor, [AllowedValues("api")] string CustomerType, string? SubscriptionType, string TerminalType, bool IsRemote,
    ClaudeCodeMetricsView CoreMetrics, ClaudeCodeToolsView ToolActions, IReadOnlyList<ClaudeCodeModelView> ModelBreakdown);

/// <summary>A union: <c>user_actor</c> has an address, <c>api_actor</c> the name of a key.</summary>
public sealed record ClaudeCodeActorView(
    [AllowedValues("user_actor", "api_actor")] string Type,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] string? EmailAddress = null,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] string? ApiKeyName = null);

/// <param name="NumSessions">Session ids that requests named; all else is 0, because it doesn't pass a gateway.</param>
public sealed record ClaudeCodeMetricsView(long NumSessions, ClaudeCodeLinesView LinesOfCode, long CommitsByClaudeCode, long PullRequestsByClaudeCode);

public sealed record ClaudeCodeLinesView(long Added, long Removed);

/// <summary>All 0: not observed.</summary>
public sealed record ClaudeCodeToolsView(ClaudeCodeToolView EditTool, ClaudeCodeToolView MultiEditTool, ClaudeCodeToolView WriteTool, ClaudeCodeToolView NotebookEditTool);

public sealed record ClaudeCodeToolView(long Accepted, long Rejected);

public sealed record ClaudeCodeModelView(string? Model, ClaudeCodeTokensView Tokens, ClaudeCodeCostView EstimatedCost);

public sealed record ClaudeCodeTokensView(long Input, long Output, long CacheRead, long CacheCreation);

/// <param name="Amount">Cents with their exact fraction, as a number (its form at Anthropic is unverified).</param>
public sealed record ClaudeCodeCostView(decimal Amount, string Currency);
