using Claviger.Core.Rates;

namespace Claviger.Gateway.Rates;

/// <summary>The pools of one request, by level; null where nothing is limited.</summary>
internal struct EnteredPools
{
    private RatePool? _key;
    private RatePool? _workspace;
    private RatePool? _organization;

    public RatePool? this[RateLevel level]
    {
        readonly get => level switch { RateLevel.ApiKey => _key, RateLevel.Workspace => _workspace, _ => _organization };
        set
        {
            if (level == RateLevel.ApiKey) _key = value;
            else if (level == RateLevel.Workspace) _workspace = value;
            else _organization = value;
        }
    }

    /// <summary>Of the narrowest pool that has seen answers: its callers are the most alike.</summary>
    public readonly long ExpectedOutput() =>
        _key is { MeanOutput: > 0 } key ? key.MeanOutput : _workspace is { MeanOutput: > 0 } workspace ? workspace.MeanOutput : _organization?.MeanOutput ?? 0;

    /// <summary>When the demand could go, and what decides that.</summary>
    public readonly long StartsAt(in RateDemand demand, long now, out RateLevel blocker, out LimiterType limiter)
    {
        var start = now;
        (blocker, limiter) = (RateLevel.ApiKey, LimiterType.RequestsPerMinute);
        for (var level = RateLevel.ApiKey; level <= RateLevel.Organization; level++)
        {
            if (this[level] is not { } pool) continue;
            var at = pool.StartsAt(demand, now, out var slowest);
            if (at > start) (start, blocker, limiter) = (at, level, slowest);
        }

        return start;
    }

    /// <summary>From all pools or from none: what was taken of the narrow ones goes back when a wide one refuses.</summary>
    /// <param name="taken">By level; of a pool that isn't there, nothing.</param>
    /// <param name="start">When it may go; if false, when the pool that refused could.</param>
    public readonly bool TryTake(
        in RateDemand demand, long now, long latest, Span<Taken> taken, out long start, out RateLevel blocker, out LimiterType limiter)
    {
        start = now;
        (blocker, limiter) = (RateLevel.ApiKey, LimiterType.RequestsPerMinute);
        for (var level = RateLevel.ApiKey; level <= RateLevel.Organization; level++)
        {
            if (this[level] is not { } pool) continue;
            if (pool.TryTake(demand, now, latest, out var at, out var slowest, out taken[(int)level]))
            {
                start = Math.Max(start, at);
                continue;
            }

            (start, blocker, limiter) = (at, level, slowest);
            while (level-- > RateLevel.ApiKey) this[level]?.GiveBack(demand, taken[(int)level], now);
            return false;
        }

        return true;
    }

    public readonly void Leave()
    {
        _key?.Leave();
        _workspace?.Leave();
        _organization?.Leave();
    }
}
