using Claviger.Core.Rates;

namespace Claviger.Gateway.Rates;

/// <summary>
/// The buckets of one key, workspace or organization for one group. Lives through snapshots: figures change in place. Any number of
/// threads; who has entered it keeps it alive until they leave.
/// </summary>
internal sealed class RatePool
{
    private const long Buried = long.MinValue / 2;

    /// <summary>Answers weigh in the mean by one eighth each: a few of them show a new habit.</summary>
    private const int MeanWeight = 8;

    private readonly Lock _changing = new();
    private volatile CompiledFigures _figures;
    private volatile RateFigures _source;
    private long _version;

    private RateBucket _requests;
    private RateBucket _input;
    private RateBucket _uncachedInput;
    private RateBucket _output;
    private UseMeter _requestsUsed;
    private UseMeter _inputUsed;
    private UseMeter _uncachedInputUsed;
    private UseMeter _outputUsed;
    private long _running; // far below zero once buried
    private long _enqueued;
    private long _meanOutput; // written by whoever settles, last one wins: a guess needs no more
    private long _lastEntered;

    public RatePool(RateFigures source, long version)
    {
        _source = source;
        _figures = CompiledFigures.Of(source);
        _version = version;
    }

    public CompiledFigures Figures => _figures;

    public long Running => Volatile.Read(ref _running);

    public long Enqueued => Volatile.Read(ref _enqueued);

    public long MeanOutput => Volatile.Read(ref _meanOutput);

    /// <summary>False when it was buried meanwhile: take the one that followed it.</summary>
    /// <param name="running">How many are in it now, the one that enters included.</param>
    public bool TryEnter(long now, out long running)
    {
        running = Interlocked.Increment(ref _running);
        if (running <= 0)
        {
            Interlocked.Decrement(ref _running);
            return false;
        }

        Volatile.Write(ref _lastEntered, now);
        return true;
    }

    public void Leave() => Interlocked.Decrement(ref _running);

    /// <summary>The newest figures it has met hold, for requests of an older snapshot too: a change is in force for the next request.</summary>
    public void Follow(RateFigures source, long version, long now)
    {
        if (ReferenceEquals(source, _source))
        {
            if (version > Volatile.Read(ref _version)) Volatile.Write(ref _version, version);
            return;
        }

        lock (_changing)
        {
            if (version <= _version) return;
            _version = version;
            var (before, after) = (_figures, CompiledFigures.Of(source));
            _source = source;
            _figures = after;
            Rescale(ref _requests, before.Requests, after.Requests, now);
            Rescale(ref _input, before.Input, after.Input, now);
            Rescale(ref _uncachedInput, before.UncachedInput, after.UncachedInput, now);
            Rescale(ref _output, before.Output, after.Output, now);
        }
    }

    /// <summary>When the demand could go by this pool alone, and which limiter decides that.</summary>
    public long StartsAt(in RateDemand demand, long now, out LimiterType limiter)
    {
        var figures = _figures;
        var start = now;
        limiter = LimiterType.RequestsPerMinute;
        if (figures.Requests is { } requests) start = Later(start, _requests.StartsAt(requests, 1, now), LimiterType.RequestsPerMinute, ref limiter);
        if (figures.Input is { } input) start = Later(start, _input.StartsAt(input, demand.Input, now), LimiterType.InputTokensPerMinute, ref limiter);
        if (figures.UncachedInput is { } uncached) start = Later(start, _uncachedInput.StartsAt(uncached, demand.Input, now), LimiterType.InputTokensPerMinuteCacheAware, ref limiter);
        if (figures.Output is { } output) start = Later(start, _output.StartsAt(output, demand.Output, now), LimiterType.OutputTokensPerMinute, ref limiter);
        return start;
    }

    /// <summary>Takes from every bucket or from none.</summary>
    /// <param name="start">The latest start of them; if false, of the one that refused.</param>
    public bool TryTake(in RateDemand demand, long now, long latest, out long start, out LimiterType limiter, out Taken taken)
    {
        var figures = _figures;
        taken = Taken.Nothing;
        start = now;
        limiter = LimiterType.RequestsPerMinute;
        if (Take(ref _requests, figures.Requests, 1, now, latest, Taken.Request, LimiterType.RequestsPerMinute, ref start, ref limiter, ref taken)
            && Take(ref _input, figures.Input, demand.Input, now, latest, Taken.Input, LimiterType.InputTokensPerMinute, ref start, ref limiter, ref taken)
            && Take(ref _uncachedInput, figures.UncachedInput, demand.Input, now, latest, Taken.UncachedInput, LimiterType.InputTokensPerMinuteCacheAware, ref start, ref limiter, ref taken)
            && Take(ref _output, figures.Output, demand.Output, now, latest, Taken.Output, LimiterType.OutputTokensPerMinute, ref start, ref limiter, ref taken))
        {
            if (figures.Requests is not null) _requestsUsed.Add(1, now);
            if (figures.Input is not null) _inputUsed.Add(demand.Input, now);
            if (figures.UncachedInput is not null) _uncachedInputUsed.Add(demand.Input, now);
            return true;
        }

        Return(demand, taken);
        return false;
    }

    /// <summary>All that an admission took: whoever took it did not go.</summary>
    public void GiveBack(in RateDemand demand, Taken taken, long now)
    {
        Return(demand, taken);
        if ((taken & Taken.Request) != 0) _requestsUsed.Add(-1, now);
        if ((taken & Taken.Input) != 0) _inputUsed.Add(-demand.Input, now);
        if ((taken & Taken.UncachedInput) != 0) _uncachedInputUsed.Add(-demand.Input, now);
    }

    /// <summary>Output that appeared beyond what was taken for it.</summary>
    public void ChargeOutput(long tokens, Taken taken, long now)
    {
        if ((taken & Taken.Output) != 0 && _figures.Output is { } rate) _output.Charge(rate, tokens, now);
    }

    /// <summary>The true counts in place of what was taken.</summary>
    public void Correct(in RateDemand was, long input, long uncachedInput, long output, Taken taken, long now)
    {
        var figures = _figures;
        if ((taken & Taken.Input) != 0) Correct(ref _input, ref _inputUsed, figures.Input, was.Input, input, now);
        if ((taken & Taken.UncachedInput) != 0) Correct(ref _uncachedInput, ref _uncachedInputUsed, figures.UncachedInput, was.Input, uncachedInput, now);
        if ((taken & Taken.Output) == 0) return;
        Correct(ref _output, figures.Output, was.Output, output, now);
        _outputUsed.Add(output, now);
        if (output == 0) return; // an error says nothing about how long answers are
        var mean = MeanOutput;
        Volatile.Write(ref _meanOutput, mean == 0 ? output : mean + (output - mean) / MeanWeight);
    }

    public void Enqueue(long requests) => Interlocked.Add(ref _enqueued, requests);

    /// <summary>False, and nothing taken, if more than the limit would wait.</summary>
    public bool TryEnqueue(long requests)
    {
        var limit = _figures.Enqueued;
        var seen = Enqueued;
        while (seen <= limit - requests)
        {
            var was = Interlocked.CompareExchange(ref _enqueued, seen + requests, seen);
            if (was == seen) return true;
            seen = was;
        }

        return false;
    }

    /// <summary>How much of a limiter's limit was used: of those per minute in the last one, of the others now.</summary>
    public long Used(LimiterType limiter, long now) => limiter switch
    {
        LimiterType.RequestsPerMinute => _requestsUsed.LastMinute(now),
        LimiterType.InputTokensPerMinute => _inputUsed.LastMinute(now),
        LimiterType.InputTokensPerMinuteCacheAware => _uncachedInputUsed.LastMinute(now),
        LimiterType.OutputTokensPerMinute => _outputUsed.LastMinute(now),
        LimiterType.Concurrency => Running,
        LimiterType.EnqueuedBatchRequests => Enqueued,
        _ => 0,
    };

    /// <summary>Null: no such limit. Of the four per minute only.</summary>
    public BucketRate? RateOf(LimiterType limiter) => limiter switch
    {
        LimiterType.RequestsPerMinute => _figures.Requests,
        LimiterType.InputTokensPerMinute => _figures.Input,
        LimiterType.InputTokensPerMinuteCacheAware => _figures.UncachedInput,
        _ => _figures.Output,
    };

    public long FullAt(LimiterType limiter) => limiter switch
    {
        LimiterType.RequestsPerMinute => _requests.FullAt,
        LimiterType.InputTokensPerMinute => _input.FullAt,
        LimiterType.InputTokensPerMinuteCacheAware => _uncachedInput.FullAt,
        _ => _output.FullAt,
    };

    /// <summary>True once: nobody is in it, nothing is missing in it, and nobody came for a while. Nobody enters it any more.</summary>
    public bool TryBury(long now, long idleNanos) =>
        now - Volatile.Read(ref _lastEntered) >= idleNanos && Enqueued == 0
        && Math.Max(Math.Max(_requests.FullAt, _input.FullAt), Math.Max(_uncachedInput.FullAt, _output.FullAt)) <= now
        && Interlocked.CompareExchange(ref _running, Buried, 0) == 0;

    private void Return(in RateDemand demand, Taken taken)
    {
        var figures = _figures;
        if ((taken & Taken.Request) != 0 && figures.Requests is { } requests) _requests.GiveBack(requests, 1);
        if ((taken & Taken.Input) != 0 && figures.Input is { } input) _input.GiveBack(input, demand.Input);
        if ((taken & Taken.UncachedInput) != 0 && figures.UncachedInput is { } uncached) _uncachedInput.GiveBack(uncached, demand.Input);
        if ((taken & Taken.Output) != 0 && figures.Output is { } output) _output.GiveBack(output, demand.Output);
    }

    private static bool Take(
        ref RateBucket bucket, BucketRate? rate, long units, long now, long latest, Taken flag, LimiterType type, ref long start, ref LimiterType limiter, ref Taken taken)
    {
        if (rate is null) return true;
        var got = bucket.TryTake(rate, units, now, latest, out var at);
        if (got) taken |= flag;
        start = got ? Later(start, at, type, ref limiter) : at;
        if (!got) limiter = type;
        return got;
    }

    private static void Correct(ref RateBucket bucket, ref UseMeter used, BucketRate? rate, long was, long now, long at)
    {
        Correct(ref bucket, rate, was, now, at);
        if (now != was) used.Add(now - was, at);
    }

    private static void Correct(ref RateBucket bucket, BucketRate? rate, long was, long now, long at)
    {
        if (rate is null || now == was) return;
        if (now > was) bucket.Charge(rate, now - was, at);
        else bucket.GiveBack(rate, was - now);
    }

    private static void Rescale(ref RateBucket bucket, BucketRate? before, BucketRate? after, long now)
    {
        if (before is not null && after is not null && before.Limit != after.Limit) bucket.Rescale(before, after, now);
    }

    private static long Later(long start, long candidate, LimiterType type, ref LimiterType limiter)
    {
        if (candidate <= start) return start;
        limiter = type;
        return candidate;
    }
}
