using Claviger.Core.Contracts;
using Claviger.Core.Rates;

namespace Claviger.Console.Tiers;

/// <summary>What a group is held to, a row of a table.</summary>
/// <param name="Values">By limiter; null or missing: no limit.</param>
/// <param name="Source">Where the figures come from; null: needs no word.</param>
public sealed record RateRow(string Title, IReadOnlyDictionary<string, long?> Values, string? Source)
{
    public long? Requests => Values.GetValueOrDefault(LimiterNames.Of(LimiterType.RequestsPerMinute));

    public long? Input => Values.GetValueOrDefault(LimiterNames.Of(LimiterType.InputTokensPerMinuteCacheAware)) ?? Values.GetValueOrDefault(LimiterNames.Of(LimiterType.InputTokensPerMinute));

    public long? Output => Values.GetValueOrDefault(LimiterNames.Of(LimiterType.OutputTokensPerMinute));

    public long? AtOnce => Values.GetValueOrDefault(LimiterNames.Of(LimiterType.Concurrency));

    public long? Waiting => Values.GetValueOrDefault(LimiterNames.Of(LimiterType.EnqueuedBatchRequests));

    public long? InOne => Values.GetValueOrDefault(LimiterNames.Of(LimiterType.RequestsPerBatch));

    /// <summary>Of groups about models; others have no tokens.</summary>
    public bool IsModels => Title.StartsWith("Claude", StringComparison.Ordinal) || Title == RateGroups.OtherModels.Title;

    public static IReadOnlyList<RateRow> Of(IReadOnlyList<WorkspaceRateLimitView> limits) => [.. limits.Select(limit => new RateRow(
        TitleOf(limit.Group.Id), limit.Limits.ToDictionary(value => value.Type, value => (long?)value.Value),
        string.Join(", ", limit.Limits.Select(value => value.Source.Type == "organization" ? "the organization" : value.Source.Tier is { } tier ? $"tier {tier}" : "its own").Distinct())))];

    public static IReadOnlyList<RateRow> Of(IReadOnlyList<TierLine> lines) => [.. lines.Select(line => new RateRow(
        line.Title, line.Cells.ToDictionary(cell => cell.Limiter, cell => cell.Value is { } text && long.TryParse(text.Replace(",", "", StringComparison.Ordinal), out var value) ? (long?)value : null), null))];

    private static string TitleOf(string group) => RateGroups.OfId(group) is { } known ? char.ToUpperInvariant(known.Title[0]) + known.Title[1..] : group;
}
