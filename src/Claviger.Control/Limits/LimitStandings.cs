using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Ledger;

namespace Claviger.Control.Limits;

/// <summary>Brings together what the books say of limits and what the data plane holds in memory.</summary>
public sealed class LimitStandings(Database database, ILimitMeters meters, PolicyHolder policy)
{
    /// <summary>In the order given.</summary>
    internal IReadOnlyList<LimitStanding> Read(IReadOnlyList<SpendLimit> limits, long atMs)
    {
        var calendar = policy.Current.Calendar;
        var spans = limits.Select(limit => calendar.SpanAt(limit.Period, atMs)).ToList();
        var keys = limits.Zip(spans, (limit, span) => new LeaseKey(limit.Number, span.StartMs)).ToList();
        // Memory before books: a request that settles between the two then counts twice for a moment, and never not at all.
        var uses = keys.Select(meters.Read).ToList();
        using var reader = database.Read();
        var shares = LimitShareStore.Read(reader, keys);
        var before = SpentBefore(reader, Enumerable.Range(0, keys.Count).Where(i => !shares.ContainsKey(keys[i])).Select(i => (limits[i].Scope, spans[i])).ToList());
        return limits.Select((limit, i) => new LimitStanding(
            limit, atMs, spans[i], limit.CapAt(atMs), shares.TryGetValue(keys[i], out var share) ? share.Posted : before[(limit.Scope, spans[i])], uses[i])).ToList();
    }

    /// <summary>From memory alone.</summary>
    internal Money HeldOf(SpendLimit limit, long atMs) => meters.Read(new LeaseKey(limit.Number, policy.Current.Calendar.SpanAt(limit.Period, atMs).StartMs)).Held;

    /// <summary>A limit that nothing was booked against yet begins with what its scope has spent in the period. One look for each type and period.</summary>
    private static Dictionary<(LimitScope, PeriodSpan), Money> SpentBefore(Reader reader, IReadOnlyList<(LimitScope Scope, PeriodSpan Span)> wanted)
    {
        var spent = new Dictionary<(LimitScope, PeriodSpan), Money>();
        foreach (var group in wanted.Distinct().GroupBy(item => (item.Scope.Type, item.Span)))
        {
            var (type, span) = group.Key;
            var scopes = group.Select(item => item.Scope).ToList();
            var all = scopes.Count > 1 ? ScopeSpend.All(reader, type, span.StartMs, span.EndMs) : null;
            foreach (var scope in scopes)
                spent[(scope, span)] = all?.GetValueOrDefault(scope.Number) ?? ScopeSpend.Of(reader, type, scope.Number, span.StartMs, span.EndMs);
        }

        return spent;
    }
}
