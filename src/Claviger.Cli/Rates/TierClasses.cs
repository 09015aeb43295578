using System.Text.Json;
using Claviger.Core.Contracts;
using Claviger.Core.Rates;

namespace Claviger.Cli.Rates;

/// <summary>The classes of a tier with some limits changed, as the Admin API takes them whole.</summary>
internal static class TierClasses
{
    public static JsonElement Changed(TierView from, IReadOnlyList<(string Class, string Limiter, long? Value)> changes)
    {
        var classes = from.Classes.ToDictionary(entry => entry.Key, entry => entry.Value.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        // The default first: classes that begin with it get what was said of it.
        foreach (var (name, limiter, value) in changes.OrderBy(change => change.Class != Tier.DefaultClass))
        {
            if (!classes.TryGetValue(name, out var limits)) classes[name] = limits = FromDefault(classes, name);
            limits[limiter] = value;
        }

        return JsonSerializer.SerializeToElement(classes);
    }

    /// <summary>A class that the tier doesn't list begins with what the default gives it.</summary>
    private static Dictionary<string, long?> FromDefault(Dictionary<string, Dictionary<string, long?>> classes, string name)
    {
        if (name == Tier.DefaultClass || !classes.TryGetValue(Tier.DefaultClass, out var standard)) return new(StringComparer.Ordinal);
        var known = LimiterNames.KnownTo(LimitText.Group(name)).Select(LimiterNames.Of).ToList();
        return standard.Where(limit => known.Contains(limit.Key)).ToDictionary(StringComparer.Ordinal);
    }
}
