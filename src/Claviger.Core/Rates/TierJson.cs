using System.Text.Json;

namespace Claviger.Core.Rates;

/// <summary>Classes as JSON text, the way <see cref="TierReader"/> reads them: what the store keeps of an organization's own tiers.</summary>
public static class TierJson
{
    public static string Write(IReadOnlyDictionary<string, RateFigures> classes) => JsonSerializer.Serialize(Map(classes));

    /// <exception cref="FormatException">The text is not what <see cref="Write"/> wrote, or of a version that knew other classes.</exception>
    public static IReadOnlyDictionary<string, RateFigures> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var faults = new List<TierFault>();
        return TierReader.Classes(document.RootElement, "classes", faults) ?? throw new FormatException(string.Join("; ", faults));
    }

    /// <summary>One text for one meaning, of classes as anybody writes them; what can't be read is its own text.</summary>
    public static string Canonical(JsonElement classes) => TierReader.Classes(classes, "classes", []) is { } read ? Write(read) : classes.GetRawText();

    /// <summary>Groups in their order, the default first; every main limiter of a class written out.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, long?>> Map(IReadOnlyDictionary<string, RateFigures> classes)
    {
        var map = new Dictionary<string, IReadOnlyDictionary<string, long?>>(StringComparer.Ordinal);
        if (classes.TryGetValue(Tier.DefaultClass, out var standard)) map[Tier.DefaultClass] = Limits(standard, null);
        foreach (var group in RateGroups.All)
            if (classes.TryGetValue(group.Class, out var figures)) map[group.Class] = Limits(figures, group);
        return map;
    }

    private static Dictionary<string, long?> Limits(RateFigures figures, RateGroup? group)
    {
        var limits = new Dictionary<string, long?>(StringComparer.Ordinal);
        foreach (var type in group is null ? Enum.GetValues<LimiterType>() : LimiterNames.KnownTo(group))
            if (figures[type] is not null || IsMain(type, figures, group)) limits[LimiterNames.Of(type)] = figures[type];
        return limits;
    }

    /// <summary>Read back, a class must have these whatever their value.</summary>
    private static bool IsMain(LimiterType type, RateFigures figures, RateGroup? group) => type switch
    {
        LimiterType.RequestsPerMinute or LimiterType.OutputTokensPerMinute => true,
        LimiterType.InputTokensPerMinute => group?.CountsCacheReads == true && figures[LimiterType.InputTokensPerMinuteCacheAware] is null,
        LimiterType.InputTokensPerMinuteCacheAware => group?.CountsCacheReads != true && figures[LimiterType.InputTokensPerMinute] is null,
        LimiterType.EnqueuedBatchRequests or LimiterType.RequestsPerBatch => group is not null,
        _ => false,
    };
}
