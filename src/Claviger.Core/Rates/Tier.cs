using System.Collections.Immutable;

namespace Claviger.Core.Rates;

/// <summary>A named set of rate limits, by class. Immutable.</summary>
public sealed class Tier
{
    /// <summary>The class that stands for every one a tier doesn't name.</summary>
    public const string DefaultClass = "default";

    private readonly ImmutableArray<RateFigures> _byGroup;

    /// <param name="classes">Checked by <see cref="TierReader"/>: complete, or with a default.</param>
    internal Tier(string name, string displayName, DateOnly? asOf, string? source, IReadOnlyDictionary<string, RateFigures> classes)
    {
        Name = name;
        DisplayName = displayName;
        AsOf = asOf;
        Source = source;
        Classes = classes;
        _byGroup = [.. RateGroups.All.Select(group => classes.GetValueOrDefault(group.Class) ?? Fit(classes[DefaultClass], group))];
    }

    /// <summary>What keys, workspaces and the organization refer to it by.</summary>
    public string Name { get; }

    public string DisplayName { get; }

    /// <summary>The day its figures were read; null for an organization's own.</summary>
    public DateOnly? AsOf { get; }

    /// <summary>Where its figures come from; null for an organization's own.</summary>
    public string? Source { get; }

    /// <summary>As written, <see cref="DefaultClass"/> among them.</summary>
    public IReadOnlyDictionary<string, RateFigures> Classes { get; }

    public RateFigures Of(RateGroup group) => _byGroup[group.Index];

    /// <summary>Of the default, a group takes the limiters that it knows, and counts input as it counts input.</summary>
    private static RateFigures Fit(RateFigures standard, RateGroup group)
    {
        var fitted = RateFigures.None;
        foreach (var type in LimiterNames.KnownTo(group)) fitted = fitted.With(type, standard[type]);
        if (!group.CountsCacheReads) return fitted;
        return fitted.With(LimiterType.InputTokensPerMinuteCacheAware, null)
            .With(LimiterType.InputTokensPerMinute, standard[LimiterType.InputTokensPerMinute] ?? standard[LimiterType.InputTokensPerMinuteCacheAware]);
    }
}
