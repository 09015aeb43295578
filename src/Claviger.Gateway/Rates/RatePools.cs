using System.Collections.Concurrent;
using Claviger.Core.Rates;

namespace Claviger.Gateway.Rates;

/// <summary>All pools that somebody used lately. Made at first use; what nobody uses any more is dropped, so that memory stays flat.</summary>
internal sealed class RatePools
{
    /// <summary>Longer than anything that is read of an idle pool.</summary>
    private const long IdleNanos = 10 * 60 * 1_000_000_000L;

    private readonly ConcurrentDictionary<long, RatePool> _pools = new();

    public int Count => _pools.Count;

    /// <summary>The pool of an entity and group, entered, with these figures or newer ones. Allocates at the first use only.</summary>
    public RatePool Enter(RateLevel level, int number, int group, RateFigures figures, long version, long now, out long running)
    {
        var id = Id(level, number, group);
        while (true)
        {
            if (!_pools.TryGetValue(id, out var pool)) pool = _pools.GetOrAdd(id, static (_, made) => new RatePool(made.figures, made.version), (figures, version));
            if (pool.TryEnter(now, out running))
            {
                pool.Follow(figures, version, now);
                return pool;
            }

            _pools.TryRemove(new KeyValuePair<long, RatePool>(id, pool)); // buried: the next one is another
        }
    }

    /// <summary>Null when nobody used it lately.</summary>
    public RatePool? Find(RateLevel level, int number, int group) => _pools.GetValueOrDefault(Id(level, number, group));

    /// <returns>How many were dropped.</returns>
    public int Sweep(long now)
    {
        var dropped = 0;
        foreach (var pool in _pools)
            if (pool.Value.TryBury(now, IdleNanos) && _pools.TryRemove(pool)) dropped++;
        return dropped;
    }

    private static long Id(RateLevel level, int number, int group) => (long)number << 16 | (long)group << 8 | (long)level;
}
