using Claviger.Core.Batches;
using Claviger.Core.Policy;
using Claviger.Core.Rates;
using Claviger.Core.Usage;

namespace Claviger.Gateway.Rates;

/// <summary>
/// Holds each request to the rate limits of its key, its workspace and its organization at once. From memory alone: no lock, no wait, no
/// allocation but at the first request of a pool. A request that would fit soon gets its place ahead of time and is told how long to wait;
/// so those who wait go in the order they came, and nobody is refused who could have gone.
/// <para>
/// Places are taken as of now, also where another bucket makes the request wait: so a wide limit is never blocked by the queue of a narrow
/// one, and what a wide bucket sees start in a minute may shift by the short wait.
/// </para>
/// </summary>
public sealed class RateLimiter
{
    private const long NanosPerSecond = 1_000_000_000;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);
    /// <summary>When a batch will end can't be known here; settled ones are looked for about as often.</summary>
    private static readonly TimeSpan QueueRetry = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ConcurrencyRetry = TimeSpan.FromSeconds(1);

    private readonly RatePools _pools = new();
    private readonly RateOptions _options;
    private readonly TimeProvider _clock;
    private readonly long _shortWait;
    private readonly long _origin;

    public RateLimiter(RateOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _shortWait = options.ShortWait.Ticks * 100;
        _origin = clock.GetTimestamp();
    }

    /// <summary>Sets of buckets in memory.</summary>
    public int PoolCount => _pools.Count;

    /// <summary>For a message: a request, its input, a place among those that run, and no debt of output.</summary>
    /// <param name="group"><see cref="PolicySnapshot.RateGroup"/> of the model.</param>
    /// <param name="inputEstimate">Tokens, corrected at settlement.</param>
    /// <param name="timestamp">Of <see cref="TimeProvider.GetTimestamp"/>.</param>
    /// <param name="wait">How long to wait before going; give the ticket back if the caller leaves meanwhile.</param>
    public bool TryAdmit(GovernedKey key, int group, long inputEstimate, long timestamp, out RateTicket ticket, out TimeSpan wait, out RateRefusal refusal) =>
        TryAdmit(key, group, Math.Clamp(inputEstimate, 0, TokenUsage.LargestCount), timestamp, isMessage: true, out ticket, out wait, out refusal);

    /// <summary>For a call that has only a limit of requests: counting, files, skills, and batches but for their submission.</summary>
    public bool TryAdmitCall(GovernedKey key, RateGroup group, long timestamp, out RateTicket ticket, out TimeSpan wait, out RateRefusal refusal) =>
        TryAdmit(key, group.Index, 0, timestamp, isMessage: false, out ticket, out wait, out refusal);

    /// <summary>
    /// For the submission of a batch: a call, and its lines' places in the queue. They stay held when the ticket is settled, until
    /// <see cref="BatchEnded"/>; if upstream doesn't take the batch, give them back by <see cref="RateTicket.Cancel"/>.
    /// </summary>
    public bool TryAdmitBatch(GovernedKey key, int lines, long timestamp, out RateTicket ticket, out TimeSpan wait, out RateRefusal refusal)
    {
        (ticket, wait, refusal) = (default, default, default);
        var now = Nanos(timestamp);
        var group = RateGroups.Batch;
        Enter(key, group.Index, RateFigures.None, now, out var pools);
        for (var level = RateLevel.ApiKey; level <= RateLevel.Organization; level++)
        {
            if (lines <= pools[level]!.Figures.PerBatch) continue;
            refusal = new RateRefusal(level, key, group, LimiterType.RequestsPerBatch, pools[level]!.Figures.PerBatch, lines, null);
            pools.Leave();
            return false;
        }

        for (var level = RateLevel.ApiKey; level <= RateLevel.Organization; level++)
        {
            if (pools[level]!.TryEnqueue(lines)) continue;
            refusal = new RateRefusal(level, key, group, LimiterType.EnqueuedBatchRequests, pools[level]!.Figures.Enqueued, pools[level]!.Enqueued, QueueRetry);
            while (level-- > RateLevel.ApiKey) pools[level]!.Enqueue(-lines);
            pools.Leave();
            return false;
        }

        if (TryTake(key, group.Index, pools, default, now, lines, out ticket, out wait, out refusal)) return true;
        for (var level = RateLevel.ApiKey; level <= RateLevel.Organization; level++) pools[level]!.Enqueue(-lines);
        pools.Leave();
        return false;
    }

    /// <summary>The lines of a batch wait no longer: it is settled. Once a batch.</summary>
    public void BatchEnded(SubmittedBatch batch, int organization) => MoveQueue(batch, organization, -batch.Requests);

    /// <summary>At start: a batch that was submitted before and isn't settled.</summary>
    public void Restore(SubmittedBatch batch, int organization) => MoveQueue(batch, organization, batch.Requests);

    /// <summary>Drops what nobody uses any more, now and then, until stopped.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(SweepEvery, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ct)) Sweep(_clock.GetTimestamp());
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    /// <returns>How many sets of buckets were dropped.</returns>
    public int Sweep(long timestamp) => _pools.Sweep(Nanos(timestamp));

    /// <summary>Since this limiter was made: small, so that sums never overflow, whatever a clock counts from.</summary>
    internal long Nanos(long timestamp) => _clock.TimestampFrequency == NanosPerSecond
        ? timestamp - _origin
        : (long)((Int128)(timestamp - _origin) * NanosPerSecond / _clock.TimestampFrequency);

    private bool TryAdmit(GovernedKey key, int group, long input, long timestamp, bool isMessage, out RateTicket ticket, out TimeSpan wait, out RateRefusal refusal)
    {
        (ticket, wait, refusal) = (default, default, default);
        if (key.Rates.IsNone) return true;
        var now = Nanos(timestamp);

        // 1 Enter the pools, so that none of them is dropped meanwhile; entering takes a place among those that run.
        if (Enter(key, group, null, now, out var pools) is { } crowded)
        {
            refusal = new RateRefusal(crowded, key, RateGroups.All[group], LimiterType.Concurrency, pools[crowded]!.Figures.Concurrency, pools[crowded]!.Running - 1, ConcurrencyRetry);
            pools.Leave();
            return false;
        }

        // 2 Take from all buckets or from none.
        var demand = new RateDemand(input, isMessage && _options.ExpectOutput ? pools.ExpectedOutput() : 0);
        if (TryTake(key, group, pools, demand, now, 0, out ticket, out wait, out refusal)) return true;
        pools.Leave();
        return false;
    }

    /// <summary>On false nothing is taken; the caller leaves the pools.</summary>
    private bool TryTake(
        GovernedKey key, int group, in EnteredPools pools, in RateDemand demand, long now, long lines, out RateTicket ticket, out TimeSpan wait, out RateRefusal refusal)
    {
        (ticket, wait, refusal) = (default, default, default);

        // 1 Look first: most refusals then disturb nobody, and the one that holds back longest is the one to name.
        var latest = now + _shortWait;
        var start = pools.StartsAt(demand, now, out var blocker, out var limiter);

        // 2 Take. Others may have come in between: a bucket decides anew.
        Span<Taken> taken = stackalloc Taken[3];
        if (start <= latest && pools.TryTake(demand, now, latest, taken, out start, out blocker, out limiter))
        {
            ticket = new RateTicket(this, pools[RateLevel.ApiKey], pools[RateLevel.Workspace], pools[RateLevel.Organization], taken[0], taken[1], taken[2], demand, lines);
            wait = Span(start - now);
            return true;
        }

        var rate = pools[blocker]!.RateOf(limiter);
        refusal = new RateRefusal(blocker, key, RateGroups.All[group], limiter, rate?.Limit ?? 0, pools[blocker]!.Used(limiter, now), Span(start - now));
        return false;
    }

    /// <param name="otherwise">Figures where a level has none; null: such a level has no pool.</param>
    /// <returns>The level at which too many run already; its pool and those before it are entered all the same.</returns>
    private RateLevel? Enter(GovernedKey key, int group, RateFigures? otherwise, long now, out EnteredPools pools)
    {
        pools = default;
        for (var level = RateLevel.ApiKey; level <= RateLevel.Organization; level++)
        {
            if ((key.Rates.Of(level, group) ?? otherwise) is not { } figures || figures.IsNone && otherwise is null) continue;
            var number = level switch { RateLevel.ApiKey => key.Key.Number, RateLevel.Workspace => key.Workspace.Number, _ => key.OrganizationNumber };
            var pool = _pools.Enter(level, number, group, figures, key.Rates.Version, now, out var running);
            pools[level] = pool;
            if (running > pool.Figures.Concurrency) return level;
        }

        return null;
    }

    private void MoveQueue(SubmittedBatch batch, int organization, long requests)
    {
        var now = Nanos(_clock.GetTimestamp());
        for (var level = RateLevel.ApiKey; level <= RateLevel.Organization; level++)
        {
            var number = level switch { RateLevel.ApiKey => batch.Key, RateLevel.Workspace => batch.Workspace, _ => organization };
            var pool = _pools.Enter(level, number, RateGroups.Batch.Index, RateFigures.None, 0, now, out _); // version 0: figures it has stay
            pool.Enqueue(requests);
            pool.Leave();
        }
    }

    /// <summary>Whole milliseconds, rounded up: timers know no finer.</summary>
    private static TimeSpan Span(long nanos) => TimeSpan.FromMilliseconds((nanos + 999_999) / 1_000_000);
}
