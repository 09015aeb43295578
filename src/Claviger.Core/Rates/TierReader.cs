using System.Text.Json;

namespace Claviger.Core.Rates;

/// <summary>
/// Reads the classes of a tier, from a file or from the Admin API alike, and checks that they are whole. A limit that was forgotten must not
/// read as "none", so every main limiter of a class is written out, with null where there is none.
/// </summary>
public static class TierReader
{
    private const string Numbers = "write a whole number from 1 to 1,000,000,000, or null for no limit";

    /// <param name="path">Where the object stands, for messages.</param>
    /// <returns>Null when something was at fault: then <paramref name="faults"/> says what.</returns>
    public static IReadOnlyDictionary<string, RateFigures>? Classes(JsonElement classes, string path, List<TierFault> faults)
    {
        var before = faults.Count;
        var read = new Dictionary<string, RateFigures>(StringComparer.Ordinal);
        if (classes.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new TierFault(path, "must be an object", "write { \"default\": { … } }"));
            return null;
        }

        foreach (var entry in classes.EnumerateObject())
        {
            var at = $"{path}.{Clip(entry.Name)}";
            var group = RateGroups.OfClass(entry.Name);
            if (group is null && entry.Name != Tier.DefaultClass) faults.Add(new TierFault(at, "unknown class", $"known are {Known()}"));
            else if (!read.TryAdd(entry.Name, Figures(entry.Value, group, at, faults))) faults.Add(new TierFault(at, "given twice", "keep one of the two"));
        }

        if (!read.ContainsKey(Tier.DefaultClass))
            foreach (var group in RateGroups.All.Where(group => !read.ContainsKey(group.Class)))
                faults.Add(new TierFault($"{path}.{group.Class}", "missing, and there is no default class", "write its limits, or those of \"default\""));
        return faults.Count == before ? read : null;
    }

    /// <summary>One limiter's value: null for none.</summary>
    public static bool TryValue(JsonElement value, out long? limit)
    {
        limit = null;
        if (value.ValueKind == JsonValueKind.Null) return true;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number) || number is < 1 or > RateFigures.Largest) return false;
        limit = number;
        return true;
    }

    /// <summary>What is wrong with a value that <see cref="TryValue"/> didn't take, and what to send instead.</summary>
    public static (string What, string Fix) FaultIn(JsonElement value) => value.ValueKind != JsonValueKind.Number
        ? ("not a number", Numbers)
        : !value.TryGetInt64(out var number) ? ("not a whole number in this range", Numbers)
        : number == 0 ? ("0 would refuse everything", $"to keep a model from being used, use the models rule of a key; here, {Numbers}")
        : (number < 0 ? "negative" : "too large", Numbers);

    /// <param name="group">Null for the default class, which may have what any group knows.</param>
    private static RateFigures Figures(JsonElement limits, RateGroup? group, string path, List<TierFault> faults)
    {
        var figures = RateFigures.None;
        if (limits.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new TierFault(path, "must be an object", "write { \"requests_per_minute\": 50, … }"));
            return figures;
        }

        var allowed = group is null ? Enum.GetValues<LimiterType>() : LimiterNames.KnownTo(group);
        var seen = new HashSet<LimiterType>();
        foreach (var limit in limits.EnumerateObject())
        {
            var at = $"{path}.{Clip(limit.Name)}";
            if (LimiterNames.Find(limit.Name) is not { } type || !allowed.Contains(type))
                faults.Add(new TierFault(at, "unknown limiter", $"this class takes {string.Join(", ", allowed.Select(LimiterNames.Of))}"));
            else if (!seen.Add(type)) faults.Add(new TierFault(at, "given twice", "keep one of the two"));
            else if (TryValue(limit.Value, out var value)) figures = figures.With(type, value);
            else faults.Add(new TierFault(at, FaultIn(limit.Value).What, FaultIn(limit.Value).Fix));
        }

        foreach (var name in Missing(group, seen)) faults.Add(new TierFault($"{path}.{name}", "missing", Numbers));
        return figures;
    }

    private static IEnumerable<string> Missing(RateGroup? group, HashSet<LimiterType> seen)
    {
        if (!seen.Contains(LimiterType.RequestsPerMinute)) yield return LimiterNames.Of(LimiterType.RequestsPerMinute);
        if (group?.Type == RateGroupType.Batch)
        {
            if (!seen.Contains(LimiterType.EnqueuedBatchRequests)) yield return LimiterNames.Of(LimiterType.EnqueuedBatchRequests);
            if (!seen.Contains(LimiterType.RequestsPerBatch)) yield return LimiterNames.Of(LimiterType.RequestsPerBatch);
        }
        else if (group is null or { IsModelGroup: true })
        {
            if (!seen.Contains(LimiterType.InputTokensPerMinute) && !seen.Contains(LimiterType.InputTokensPerMinuteCacheAware))
                yield return LimiterNames.Of(group?.CountsCacheReads == true ? LimiterType.InputTokensPerMinute : LimiterType.InputTokensPerMinuteCacheAware);
            if (!seen.Contains(LimiterType.OutputTokensPerMinute)) yield return LimiterNames.Of(LimiterType.OutputTokensPerMinute);
        }
    }

    private static string Known() => string.Join(", ", RateGroups.All.Select(group => group.Class).Append(Tier.DefaultClass));

    private static string Clip(string name) => name.Length <= 64 ? name : name[..64] + "…";
}
