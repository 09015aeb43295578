using Claviger.Core.Usage;

namespace Claviger.Control.Usage;

/// <summary>What somebody wants to see; all as it was typed, null where nothing was.</summary>
/// <param name="Range">today, 7d, 30d, month or custom.</param>
/// <param name="From">A UTC date, of a custom range.</param>
/// <param name="To">The last day of it.</param>
/// <param name="By">workspace, key, model, member or token.</param>
/// <param name="Workspace">An id; of a key: its id or name; of a member: their id or e-mail address, or a service account's id.</param>
/// <param name="Measure">What the largest are the largest in.</param>
public sealed record UsageQuestion(string? Range, string? From, string? To, string? By, string? Workspace, string? Key, string? Model, string? Member, UsageMeasure Measure);

/// <summary>Sums over time, split.</summary>
/// <param name="Groups">The largest, at most <see cref="BreakDownUsage.MostGroups"/>.</param>
/// <param name="Others">What is in none of them; null: nothing is.</param>
/// <param name="IsSure">No other key or member can belong among the groups. Otherwise they are the largest of those that were largest in whole months.</param>
/// <param name="KeyId">Of the key that it is filtered by.</param>
public sealed record UsageBreakdown(BreakdownSpan Span, string By, IReadOnlyList<UsageGroup> Groups, UsageGroup? Others, UsageGroup Total, bool IsSure, UsageFilterNames Filter, string? KeyId);

/// <param name="Id">Of the workspace, key, model, member or service account; null: others, the total, a class of tokens, or one that is not known.</param>
/// <param name="Place">Of a key: its workspace.</param>
/// <param name="Before">In the time before that it is compared with.</param>
/// <param name="Buckets">By the hours or days of the span.</param>
public sealed record UsageGroup(string? Id, string Name, string? Place, UsageFigures Sum, UsageFigures Before, IReadOnlyList<UsageFigures> Buckets);

/// <summary>What the page is filtered by, in words; null: it isn't.</summary>
public sealed record UsageFilterNames(string? Workspace, string? Key, string? Member);
