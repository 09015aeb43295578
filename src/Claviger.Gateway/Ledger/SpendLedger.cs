using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Claviger.Gateway.Ledger;

/// <summary>
/// Money before it is spent: a request's worst case is held against every limit that covers its key, all or none, and becomes its true
/// cost at the end. Decides from leases in memory; only a lease that has run dry waits for the books.
/// </summary>
public sealed partial class SpendLedger : ILimitMeters, IAsyncDisposable
{
    /// <summary>The queue's head looks again after so long even if nothing moved here: another node may have given back.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a stream stands still for the books: upstream makes tokens meanwhile, and they must fit what is held.</summary>
    private static readonly TimeSpan StreamPatience = TimeSpan.FromSeconds(1);

    private readonly ILeaseBook _book;
    private readonly LedgerOptions _options;
    private readonly TimeProvider _clock;
    private readonly BooksClock _time;
    private readonly LeaseSets _sets;
    private readonly ITimer _tidy;
    private readonly ILogger _log;
    private string? _zone;

    public SpendLedger(ILeaseBook book, PolicyHolder policy, BooksClock time, LedgerOptions options, TimeProvider clock, ILogger<SpendLedger>? log = null)
    {
        _log = log ?? NullLogger<SpendLedger>.Instance;
        (_book, _options, _clock, _time) = (book, options, clock, time);
        _sets = new LeaseSets(book, (limit, posted, cap) => LogSoftReached(limit.Id.Value, LimitNames.Of(limit.Period), limit.Scope.Id, posted, cap));
        _zone = policy.Current.Organization.TimeZone;
        Batches = new BatchHolds(book.Restored, policy.Current, _sets);
        policy.Replacing += OnReplacing;
        _tidy = clock.CreateTimer(static ledger => ((SpendLedger)ledger!).Tidy(), this, options.IdleAfter, options.IdleAfter);
    }

    public int SliceTokens => _options.SliceTokens;

    /// <summary>Worst cases of batches that upstream works on.</summary>
    public BatchHolds Batches { get; }

    /// <summary>From memory alone. False says nothing but that <see cref="HoldAsync"/> must decide.</summary>
    /// <param name="atMs">When the request is booked, of the books' time (Unix milliseconds).</param>
    public bool TryHold(GovernedKey key, PeriodCalendar calendar, in HoldAmount amount, long atMs, out Hold hold)
    {
        var set = _sets.Of(key, calendar, atMs);
        hold = new Hold(set, amount);
        if (set.Leases.IsEmpty) return set.TryHold(amount, out _);
        if (_clock.GetTimestamp() >= _book.GoodUntil || set.HasWaiters || !set.TryHold(amount, out _)) return false;
        foreach (var lease in set.Leases)
            if (lease.LowWaterNanos > 0 && lease.Left.Nanos < lease.LowWaterNanos) Prefetch(lease, amount.Full);
        return true;
    }

    /// <summary>
    /// Grows leases, tightens the worst case once, waits in turn while running requests may settle, and refuses in the end.
    /// </summary>
    /// <param name="tightener">A tighter bound on the worst case, at some cost; null: there is none. Asked once, and only where it may help.</param>
    /// <exception cref="OperationCanceledException">The client left; nothing is held.</exception>
    public async ValueTask<HoldAnswer> HoldAsync(
        GovernedKey key, PeriodCalendar calendar, HoldAmount amount, long atMs, Tightener? tightener, CancellationToken ct)
    {
        using var attempt = new HoldAttempt(this, key, calendar, amount, atMs, _clock.GetTimestamp());
        while (true)
        {
            var step = await attempt.StepAsync(tightener?.Least, ct);
            if (step.Answer is { } final) return final;
            if (!step.MayTighten) continue;
            attempt.Tighten(await tightener!.TightenAsync(ct));
            tightener = null;
        }
    }

    /// <summary>
    /// More output for a stream that holds a slice at a time. False: memory has no room, or this node may not use it, and nothing has changed.
    /// </summary>
    public bool TryExtend(in Hold hold, Money more, out Hold extended)
    {
        extended = hold;
        _sets.Look(hold.Set!, _time.NowMs);
        return _clock.GetTimestamp() < _book.GoodUntil && hold.TryExtend(more, out extended);
    }

    /// <summary>Asks the books for room for a stream that could not be extended from memory. A stream waits for nobody to settle.</summary>
    public async ValueTask<bool> GrowForAsync(Hold hold, Money more)
    {
        if (_clock.GetTimestamp() >= _book.GoodUntil && !await RenewAsync(StreamPatience, CancellationToken.None)) return false;
        var set = hold.Set!;
        for (var i = 0; i < set.Leases.Length; i++)
        {
            var lease = set.Leases[i];
            if (set.AtCapOf(i) != AtCap.Slice) continue;
            var returned = ReturnShut(lease);
            var need = more - lease.Left;
            if (need <= Money.Zero) continue;
            if (!returned && !lease.MayHaveMore(more, need, _clock, LookAgain)) return false;
            if (await GrowAsync(lease, need, StreamPatience) is not { } standing) return false;
            if (standing.Cap is not null && standing.Granted == Money.Zero) return false;
        }

        return true;
    }

    public LimitUse Read(LeaseKey key) => _sets.Find(key.Limit)?.Read(key) ?? default;

    /// <summary>Gives back all that nobody holds. Requests that still run post to their leases all the same.</summary>
    public ValueTask DisposeAsync()
    {
        _tidy.Dispose();
        var recalled = new List<(LeaseKey, Money)>();
        foreach (var account in _sets.Accounts) account.TakeAllUnheld(recalled);
        _sets.GiveBack(recalled);
        return ValueTask.CompletedTask;
    }

    /// <summary>Gives back what was idle since the last look, and what other nodes want.</summary>
    internal void Tidy()
    {
        var recalled = new List<(LeaseKey, Money)>();
        foreach (var account in _sets.Accounts) account.Tidy(_time.NowMs, recalled);
        _sets.GiveBack(recalled);
        _ = GiveBackWantedAsync();
    }

    internal ILeaseBook Book => _book;
    internal LedgerOptions Options => _options;
    internal TimeProvider Clock => _clock;
    internal LeaseSets Sets => _sets;
    internal long NowMs => _time.NowMs;
    internal static TimeSpan LookAgainAfter => LookAgain;

    /// <summary>What running requests left over of a shut lease goes back before the books are asked: nobody may hold it otherwise.</summary>
    internal bool ReturnShut(Lease lease)
    {
        if (!lease.IsShut) return false;
        var unheld = lease.TakeUnheld();
        if (unheld == Money.Zero) return false;
        _book.GiveBack(lease.Key, unheld);
        return true;
    }

    /// <returns>False when the books are away, closed, or kept by another: then nothing may be held.</returns>
    internal async ValueTask<bool> RenewAsync(TimeSpan patience, CancellationToken ct)
    {
        try
        {
            await _book.RenewAsync(ct).WaitAsync(patience, _clock, ct);
            return true;
        }
        catch (Exception error) when (error is TimeoutException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The books' answer, or null when they don't answer in time. A grant that comes later still goes to the lease.</summary>
    internal async Task<LeaseGrant?> GrowAsync(Lease lease, Money need, TimeSpan patience)
    {
        try
        {
            return await TakeAsync(lease, need).WaitAsync(patience, _clock);
        }
        catch (Exception error) when (error is TimeoutException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task<LeaseGrant> TakeAsync(Lease lease, Money need)
    {
        lease.BeginUse();
        try
        {
            while (true)
            {
                var term = lease.Term;
                // The cap of now, and of its last instant for a period that is over: not the one of when the request came.
                var atMs = Math.Min(_time.NowMs, lease.Span.EndMs - 1);
                var grant = await _book.TakeAsync(new LeaseDemand(lease.Key, need, atMs)).ConfigureAwait(false);
                _sets.Look(lease.Key.Limit, _time.NowMs); // the cap may have changed by the clock alone while the books were slow
                if (lease.TryGrow(grant, need, term, Math.Max(1, _clock.GetTimestamp()))) return grant;
                if (grant.Granted > Money.Zero) _book.GiveBack(lease.Key, grant.Granted);
            }
        }
        finally
        {
            lease.EndUse();
        }
    }

    private void Prefetch(Lease lease, Money need)
    {
        if (!lease.StartPrefetch()) return;
        _ = FetchAsync(lease, need);
    }

    private async Task FetchAsync(Lease lease, Money need)
    {
        try
        {
            await TakeAsync(lease, need).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            // Closed or fenced off: whoever needs money will be told.
        }
        finally
        {
            lease.EndPrefetch();
        }
    }

    private async Task GiveBackWantedAsync()
    {
        try
        {
            var recalled = new List<(LeaseKey, Money)>();
            foreach (var key in await _book.WantedAsync(CancellationToken.None).ConfigureAwait(false)) _sets.Find(key.Limit)?.TakeUnheld(key, recalled);
            _sets.GiveBack(recalled);
        }
        catch (Exception error) when (error is InvalidOperationException or IOException)
        {
            // Asked again at the next look.
        }
    }

    private void OnReplacing(PolicySnapshot next)
    {
        var moved = next.Organization.TimeZone != _zone; // every period begins elsewhere
        _zone = next.Organization.TimeZone;
        _sets.Change(next, moved, _time.NowMs);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Soft limit {Limit} is reached: the {Period} spend of {Scope} is {Posted}, of {Cap}; nothing is refused")]
    private partial void LogSoftReached(string limit, string period, string scope, Money posted, Money cap);
}
