using Claviger.Core.Rates;
using Claviger.Core.Usage;

namespace Claviger.Gateway.Rates;

/// <summary>
/// What an admitted request holds of its rate limits. Kept in one place (a field, never a copy) and used by one thread at a time.
/// Ends exactly once, by <see cref="Settle"/> or <see cref="Cancel"/>; whatever comes after does nothing. The default value holds nothing.
/// </summary>
public struct RateTicket
{
    private readonly RateLimiter? _limiter;
    private readonly RatePool? _key;
    private readonly RatePool? _workspace;
    private readonly RatePool? _organization;
    private readonly Taken _takenOfKey;
    private readonly Taken _takenOfWorkspace;
    private readonly Taken _takenOfOrganization;
    private readonly long _input;
    private readonly long _enqueued;
    private long _output; // taken so far
    private bool _ended;

    internal RateTicket(
        RateLimiter limiter, RatePool? key, RatePool? workspace, RatePool? organization, Taken takenOfKey, Taken takenOfWorkspace, Taken takenOfOrganization,
        in RateDemand demand, long enqueued = 0)
    {
        _limiter = limiter;
        (_key, _workspace, _organization) = (key, workspace, organization);
        (_takenOfKey, _takenOfWorkspace, _takenOfOrganization) = (takenOfKey, takenOfWorkspace, takenOfOrganization);
        _input = demand.Input;
        _output = demand.Output;
        _enqueued = enqueued;
    }

    /// <summary>It is limited somewhere, and not over.</summary>
    public readonly bool IsOpen => _limiter is not null && !_ended;

    /// <summary>Output tokens that have appeared so far (cumulative, may be a guess): they count at once and leave a debt if need be.</summary>
    public void Produced(long outputTokens, long timestamp)
    {
        if (!IsOpen || outputTokens <= _output) return;
        var more = outputTokens - _output;
        _output = outputTokens;
        var now = _limiter!.Nanos(timestamp);
        _key?.ChargeOutput(more, _takenOfKey, now);
        _workspace?.ChargeOutput(more, _takenOfWorkspace, now);
        _organization?.ChargeOutput(more, _takenOfOrganization, now);
    }

    /// <summary>
    /// It is over, whatever the ending: the true counts take the place of the estimates, and its place among those that run is free.
    /// The default usage gives the tokens back and not the request. Requests that wait in an accepted batch stay held
    /// (<see cref="RateLimiter.BatchEnded"/>).
    /// </summary>
    public void Settle(in TokenUsage usage, long timestamp)
    {
        if (!IsOpen) return;
        _ended = true;
        var now = _limiter!.Nanos(timestamp);
        var was = new RateDemand(_input, _output);
        var uncached = usage.InputTokens + usage.CacheWrite5mTokens + usage.CacheWrite1hTokens;
        Settle(_key, was, uncached, usage, _takenOfKey, now);
        Settle(_workspace, was, uncached, usage, _takenOfWorkspace, now);
        Settle(_organization, was, uncached, usage, _takenOfOrganization, now);
    }

    /// <summary>It did not go at all: everything goes back, as if it had never come.</summary>
    public void Cancel(long timestamp)
    {
        if (!IsOpen) return;
        _ended = true;
        var now = _limiter!.Nanos(timestamp);
        var was = new RateDemand(_input, _output);
        GiveBack(_key, was, _takenOfKey, now);
        GiveBack(_workspace, was, _takenOfWorkspace, now);
        GiveBack(_organization, was, _takenOfOrganization, now);
    }

    internal readonly RatePool? Pool(RateLevel level) => level switch
    {
        RateLevel.ApiKey => _key,
        RateLevel.Workspace => _workspace,
        _ => _organization,
    };

    internal readonly long Nanos(long timestamp) => _limiter?.Nanos(timestamp) ?? 0;

    private static void Settle(RatePool? pool, in RateDemand was, long uncached, in TokenUsage usage, Taken taken, long now)
    {
        if (pool is null) return;
        pool.Correct(was, uncached + usage.CacheReadTokens, uncached, usage.OutputTokens, taken, now);
        pool.Leave();
    }

    private readonly void GiveBack(RatePool? pool, in RateDemand was, Taken taken, long now)
    {
        if (pool is null) return;
        pool.GiveBack(was, taken, now);
        if (_enqueued > 0) pool.Enqueue(-_enqueued);
        pool.Leave();
    }
}
