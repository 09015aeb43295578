using System.Text.Json;
using Claviger.Cli.Scan;
using Claviger.Core.OrganizationFiles;
using Claviger.Core.Rates;

namespace Claviger.Cli.Anthropic;

/// <summary>
/// Rate limits that workspaces have by themselves, as tiers: Anthropic has figures by workspace, group of models and limiter, a file has a tier.
/// A workspace is in a tier when its figures are exactly those that the tier would give it.
/// </summary>
internal sealed class AnthropicRates
{
    /// <summary>What the API sets, of what tiers have words for (official client, 2026-11-20).</summary>
    private static readonly LimiterType[] Writable =
        [LimiterType.RequestsPerMinute, LimiterType.InputTokensPerMinute, LimiterType.InputTokensPerMinuteCacheAware, LimiterType.OutputTokensPerMinute];

    private readonly IReadOnlyList<AnthropicReading.RateGroupRow> _groups;
    private readonly Dictionary<string, Dictionary<(string Limit, string Limiter), long>> _own = new(StringComparer.Ordinal);
    private readonly TierBook _tiers;

    public AnthropicRates(AnthropicReading reading, IReadOnlyDictionary<string, TierSpec>? ofFile)
    {
        _groups = reading.RateGroups ?? [];
        _tiers = new TierBook((ofFile ?? new Dictionary<string, TierSpec>()).Select(tier => (tier.Key, Classes: ClassesOf(tier.Value))).Where(tier => tier.Classes is not null).Select(tier => TierBook.Own(tier.Key, tier.Key, tier.Classes!)));
        foreach (var row in reading.RateLimits ?? [])
        {
            if (row.Value is not { } value) continue;
            if (!_own.TryGetValue(row.WorkspaceId, out var figures)) _own[row.WorkspaceId] = figures = [];
            figures[(row.RateLimitId, row.Limiter)] = value;
        }
    }

    public IReadOnlySet<string> Known => _tiers.All.Select(tier => tier.Name).ToHashSet(StringComparer.Ordinal);

    public bool HasOwn(string workspace) => _own.ContainsKey(workspace);

    public bool IsIn(string workspace, string tier) => tier == "none" ? !HasOwn(workspace) : _tiers.Find(tier) is { } known && Same(Of(known), Own(workspace));

    /// <summary>A tier that ships and says just this; null: none does.</summary>
    public string? ShippedTierOf(string workspace) => TierBook.Shipped.FirstOrDefault(tier => Same(Of(tier), Own(workspace)))?.Name;

    /// <summary>The figures as a tier's classes; null: they can't be said so.</summary>
    public IReadOnlyDictionary<string, RateFigures>? AsClasses(string workspace)
    {
        var classes = new Dictionary<string, RateFigures>(StringComparer.Ordinal) { [Tier.DefaultClass] = RateFigures.None };
        foreach (var ((limit, limiter), value) in Own(workspace))
        {
            if (_groups.FirstOrDefault(group => group.RateLimitId == limit)?.Class is not { } name || LimiterNames.Find(limiter) is not { } type || value is < 1 or > RateFigures.Largest) return null;
            classes[name] = (classes.GetValueOrDefault(name) ?? RateFigures.None).With(type, value);
        }

        return Same(Of(TierBook.Own("x", "x", classes)), Own(workspace)) ? classes : null;
    }

    /// <summary>What to set, by rate limit, so that a workspace is in a tier; null clears.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long?>> Towards(string? workspace, string tier)
    {
        var wanted = tier == "none" || _tiers.Find(tier) is not { } known ? [] : Of(known);
        var own = workspace is null ? [] : Own(workspace);
        var changes = wanted.Where(pair => !own.TryGetValue(pair.Key, out var now) || now != pair.Value).Select(pair => (Key: pair.Key, Value: (long?)pair.Value))
            .Concat(own.Keys.Where(key => !wanted.ContainsKey(key)).Select(key => (Key: key, Value: (long?)null)));
        return changes.GroupBy(change => change.Key.Limit).ToDictionary(
            group => group.Key, group => (IReadOnlyDictionary<string, long?>)group.ToDictionary(change => change.Key.Limiter, change => change.Value));
    }

    private Dictionary<(string Limit, string Limiter), long> Own(string workspace) => _own.GetValueOrDefault(workspace) ?? [];

    private Dictionary<(string Limit, string Limiter), long> Of(Tier tier)
    {
        var figures = new Dictionary<(string, string), long>();
        foreach (var row in _groups)
        {
            if (row.Class is null || RateGroups.OfClass(row.Class) is not { } group) continue;
            foreach (var type in LimiterNames.KnownTo(group).Intersect(Writable))
                if (tier.Of(group)[type] is { } value) figures[(row.RateLimitId, LimiterNames.Of(type))] = value;
        }

        return figures;
    }

    private static bool Same(Dictionary<(string Limit, string Limiter), long> a, Dictionary<(string Limit, string Limiter), long> b) =>
        a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private static IReadOnlyDictionary<string, RateFigures>? ClassesOf(TierSpec tier) => tier.Classes is { } classes && TierReader.Classes(classes, "classes", []) is { } read ? read : null;

    /// <summary>As a file writes them.</summary>
    public static TierSpec SpecOf(IReadOnlyDictionary<string, RateFigures> classes) => new(null, JsonSerializer.SerializeToElement(TierJson.Map(classes)));
}
