using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Claviger.Console.Http;
using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Rates;

namespace Claviger.Console.Tiers;

/// <summary>A tier's figures as a form, and back. Every group is written out; what a later version adds gets the figures of the other models.</summary>
internal static partial class TierGrid
{
    /// <summary>Of a tier as it is; null: empty.</summary>
    public static IReadOnlyList<TierLine> Of(TierView? tier) => Lines(tier, (group, limiter) => ValueIn(tier, group, limiter)?.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>As it was typed.</summary>
    public static IReadOnlyList<TierLine> Of(ConsoleCall call, TierView? tier) => Lines(tier, (group, limiter) => call.Field(NameOf(group.Class, limiter)));

    /// <summary>The fields say what the tier says: saving it would only lay the same figures over those that ship.</summary>
    public static bool IsUnchanged(ConsoleCall call, TierView tier) => RateGroups.All.All(group => Shown(tier, group).Select(LimiterNames.Of).All(limiter =>
        Number(call.Field(NameOf(group.Class, limiter))) is (var value, false) && value == ValueIn(tier, group, limiter)));

    public static string NameOf(string group, string limiter) => $"{group}.{limiter}";

    /// <param name="before">Figures that the form doesn't show stay; null: there are none.</param>
    public static (JsonElement Classes, Problem? Fault) Read(ConsoleCall call, TierView? before)
    {
        var classes = new Dictionary<string, Dictionary<string, long?>>();
        foreach (var group in RateGroups.All)
        {
            var figures = LimiterNames.KnownTo(group).Select(LimiterNames.Of).Select(limiter => (limiter, value: ValueIn(before, group, limiter))).Where(figure => figure.value is not null)
                .ToDictionary(figure => figure.limiter, figure => figure.value);
            foreach (var type in Shown(before, group))
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

    private static List<TierLine> Lines(TierView? tier, Func<RateGroup, string, string?> value) =>
        [.. RateGroups.All.Select(group => new TierLine(group.Class, Title(group), group.IsModelGroup, [.. Shown(tier, group).Select(type => new TierCell(LimiterNames.Of(type), LimiterNames.Words(type), value(group, LimiterNames.Of(type))))]))];

    private static string Title(RateGroup group) => char.ToUpperInvariant(group.Title[0]) + group.Title[1..];

    /// <summary>Of the two ways to count input the one that the group is held to; what stands in the other stays.</summary>
    private static IEnumerable<LimiterType> Shown(TierView? tier, RateGroup group)
    {
        var countsReads = group.CountsCacheReads
            || ValueIn(tier, group, LimiterNames.Of(LimiterType.InputTokensPerMinuteCacheAware)) is null && ValueIn(tier, group, LimiterNames.Of(LimiterType.InputTokensPerMinute)) is not null;
        return LimiterNames.KnownTo(group).Where(type => type != (countsReads ? LimiterType.InputTokensPerMinuteCacheAware : LimiterType.InputTokensPerMinute));
    }

    private static long? ValueIn(TierView? tier, RateGroup group, string limiter)
    {
        if (tier is null) return null;
        if (tier.Classes.TryGetValue(group.Class, out var own)) return own.GetValueOrDefault(limiter);
        if (!tier.Classes.TryGetValue(Tier.DefaultClass, out var standard) || group.CountsCacheReads && limiter == LimiterNames.Of(LimiterType.InputTokensPerMinuteCacheAware)) return null;
        return standard.GetValueOrDefault(limiter) ?? (group.CountsCacheReads && limiter == LimiterNames.Of(LimiterType.InputTokensPerMinute) ? standard.GetValueOrDefault(LimiterNames.Of(LimiterType.InputTokensPerMinuteCacheAware)) : null);
    }

    private static (long? Value, bool IsWrong) Number(string? text)
    {
        if (text is null) return (null, false);
        // A comma stands between thousands only: 1,5 is nobody's fifteen.
        if (text.Contains(',', StringComparison.Ordinal) && !Thousands().IsMatch(text)) return (null, true);
        return long.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= RateFigures.Largest ? (number, false) : (null, true);
    }

    [GeneratedRegex("^[0-9]{1,3}(,[0-9]{3})+$")]
    private static partial Regex Thousands();
}
