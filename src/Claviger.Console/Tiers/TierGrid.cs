using System.Globalization;
using System.Text.Json;
using Claviger.Console.Http;
using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Rates;

namespace Claviger.Console.Tiers;

/// <summary>A tier's figures as a form, and back. Every group is written out; what a later version adds gets the figures of the other models.</summary>
internal static class TierGrid
{
    /// <summary>Of a tier as it is; null: empty.</summary>
    public static IReadOnlyList<TierLine> Of(TierView? tier) => Lines((group, limiter) => ValueIn(tier, group, limiter)?.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>As it was typed.</summary>
    public static IReadOnlyList<TierLine> Of(ConsoleCall call) => Lines((group, limiter) => call.Field(NameOf(group.Class, limiter)));

    public static string NameOf(string group, string limiter) => $"{group}.{limiter}";

    /// <param name="before">Figures that the form doesn't show stay; null: there are none.</param>
    public static (JsonElement Classes, Problem? Fault) Read(ConsoleCall call, TierView? before)
    {
        var classes = new Dictionary<string, Dictionary<string, long?>>();
        foreach (var group in RateGroups.All)
        {
            var figures = before?.Classes.GetValueOrDefault(group.Class)?.ToDictionary() ?? [];
            foreach (var type in Shown(group))
            {
                var limiter = LimiterNames.Of(type);
                var (value, wrong) = Number(call.Field(NameOf(group.Class, limiter)));
                if (wrong) return (default, Problem.Invalid(NameOf(group.Class, limiter), $"{group.Title}: a whole number from 1 to 1,000,000,000, or nothing for no limit"));
                if (value is null && type == LimiterType.Concurrency) figures.Remove(limiter);
                else figures[limiter] = value;
            }

            classes[group.Class] = figures;
        }

        classes[Tier.DefaultClass] = classes[RateGroups.OtherModels.Class];
        return (JsonSerializer.SerializeToElement(classes), null);
    }

    private static List<TierLine> Lines(Func<RateGroup, string, string?> value) =>
        [.. RateGroups.All.Select(group => new TierLine(group.Class, Title(group), group.IsModelGroup, [.. Shown(group).Select(type => new TierCell(LimiterNames.Of(type), LimiterNames.Words(type), value(group, LimiterNames.Of(type))))]))];

    private static string Title(RateGroup group) => char.ToUpperInvariant(group.Title[0]) + group.Title[1..];

    private static IEnumerable<LimiterType> Shown(RateGroup group) =>
        LimiterNames.KnownTo(group).Where(type => type != (group.CountsCacheReads ? LimiterType.InputTokensPerMinuteCacheAware : LimiterType.InputTokensPerMinute));

    private static long? ValueIn(TierView? tier, RateGroup group, string limiter)
    {
        if (tier is null) return null;
        if (tier.Classes.TryGetValue(group.Class, out var own)) return own.GetValueOrDefault(limiter);
        if (!tier.Classes.TryGetValue(Tier.DefaultClass, out var standard)) return null;
        return standard.GetValueOrDefault(limiter) ?? (group.CountsCacheReads && limiter == LimiterNames.Of(LimiterType.InputTokensPerMinute) ? standard.GetValueOrDefault(LimiterNames.Of(LimiterType.InputTokensPerMinuteCacheAware)) : null);
    }

    private static (long? Value, bool IsWrong) Number(string? text)
    {
        if (text is null) return (null, false);
        var plain = text.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return long.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= RateFigures.Largest ? (number, false) : (null, true);
    }
}
