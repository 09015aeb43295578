using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Limits;

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
        return limits.Select((limit, i) => new LimitStanding(limit, atMs, spans[i], limit.CapAt(atMs), shares[keys[i]].Posted, uses[i])).ToList();
    }

    /// <summary>From memory alone.</summary>
    internal Money HeldOf(SpendLimit limit, long atMs) => meters.Read(new LeaseKey(limit.Number, policy.Current.Calendar.SpanAt(limit.Period, atMs).StartMs)).Held;
}
