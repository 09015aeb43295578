using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Policy;

namespace Claviger.Gateway.Ledger;

/// <summary>
/// One request's way to its hold when memory alone could not decide: asks the books for more, queues, waits, or finds out why not.
/// Queues are entered in the order of the leases, narrowest first, and left the other way round: no two requests wait for each other.
/// </summary>
internal sealed class HoldAttempt(SpendLedger ledger, GovernedKey key, PeriodCalendar calendar, HoldAmount amount, long atMs, long started) : IDisposable
{
    /// <summary>The books answer within milliseconds; a request at the end of its patience is not told that they are away when they are not.</summary>
    private static readonly TimeSpan BooksPatience = TimeSpan.FromSeconds(2);

    private readonly List<LimitQueue.Place> _places = [];
    private LeaseSet? _set;
    private LeaseSet? _used; // the first one, with all leases
    private HoldAmount _amount = amount;

    /// <param name="Answer">Null: take another step.</param>
    /// <param name="MayTighten">The cheap bound doesn't fit: a tighter one may.</param>
    public readonly record struct Step(HoldAnswer? Answer, bool MayTighten)
    {
        public static Step Again => default;
    }

    private TimeSpan Patience
    {
        get
        {
            var left = ledger.Options.Wait - ledger.Clock.GetElapsedTime(started);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public void Tighten(HoldAmount? tighter)
    {
        if (tighter is { } found && found.Full < _amount.Full) _amount = found;
    }

    /// <param name="least"><see cref="Tightener.Least"/>; null: the bound can't be tightened.</param>
    public async ValueTask<Step> StepAsync(Money? least, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var set = _set ??= Begin();
        if (!set.Leases.IsEmpty && ledger.Clock.GetTimestamp() >= ledger.Book.GoodUntil)
            return await ledger.RenewAsync(Patience + BooksPatience, ct) ? Step.Again : Done(SpendRefusal.Away);
        ledger.Sets.Look(set, ledger.NowMs);
        if (QueueOfOthers(set) is { } queued) return await QueueAsync(set, queued, ct);

        foreach (var place in _places) place.Look();
        if (set.TryHold(_amount, out var blockedBy)) return Done(new Hold(set, _amount));
        var lease = set.Leases[blockedBy];
        if (TurnAt(lease.Queue) is not { } turn) return await QueueAsync(set, blockedBy, ct);

        var returned = ledger.ReturnShut(lease);
        var amount = _amount.For(set.AtCapOf(blockedBy));
        var need = amount - lease.Left;
        if (need <= Money.Zero) return Step.Again;
        if (returned || lease.MayHaveMore(amount, need, ledger.Clock, SpendLedger.LookAgainAfter))
        {
            if (await ledger.GrowAsync(lease, need, Patience + BooksPatience) is not { } grant) return Done(SpendRefusal.Away);
            if (grant.Cap is null) Drop(set, blockedBy);
            if (grant.Cap is null || grant.Granted > Money.Zero) return Step.Again;
        }

        if (least is { } bottom && FitsWithin(lease, bottom)) return new Step(null, true);
        if (Refusal(set, blockedBy) is { } final) return Done(final);
        if (!await MovedAsync(turn, ct)) return Done(Busy(set, blockedBy));
        return Step.Again;
    }

    public void Dispose()
    {
        if (_used is not null)
            foreach (var lease in _used.Leases) lease.EndUse();
        for (var i = _places.Count - 1; i >= 0; i--) _places[i].Dispose();
        _places.Clear();
    }

    private LeaseSet Begin()
    {
        _used = ledger.Sets.Of(key, calendar, atMs);
        foreach (var lease in _used.Leases) lease.BeginUse();
        return _used;
    }

    /// <summary>It caps no longer: the policy this request pinned doesn't know yet.</summary>
    private void Drop(LeaseSet set, int index)
    {
        var queue = set.Leases[index].Queue;
        _set = set.Without(index);
        foreach (var place in _places)
            if (place.Queue == queue) place.Dispose();
        _places.RemoveAll(place => place.Queue == queue);
    }

    private static Step Done(HoldAnswer answer) => new(answer, false);

    private LimitQueue.Place? TurnAt(LimitQueue queue)
    {
        foreach (var place in _places)
            if (place.Queue == queue) return place;
        return null;
    }

    /// <summary>
    /// The narrowest limit at which others wait and this request doesn't yet. Of those wider than where it has its turn: whoever waits at a
    /// narrower one came there later, and giving the turn up for them would let everybody overtake.
    /// </summary>
    private int? QueueOfOthers(LeaseSet set)
    {
        for (var i = _places.Count > 0 ? IndexOf(set, _places[^1].Queue) + 1 : 0; i < set.Leases.Length; i++)
            if (set.Leases[i].Queue.Count > 0) return i;
        return null;
    }

    private async ValueTask<Step> QueueAsync(LeaseSet set, int index, CancellationToken ct)
    {
        // Wider turns first given up: they may only be held after narrower ones.
        while (_places.Count > 0 && IndexOf(set, _places[^1].Queue) > index)
        {
            _places[^1].Dispose();
            _places.RemoveAt(_places.Count - 1);
        }

        if (set.Leases[index].Queue.Enter(ledger.Options.MostWaiting) is not { } place) return Done(Busy(set, index));
        _places.Add(place);
        return await WithinPatienceAsync(place.Turn, Patience, ct) ? Step.Again : Done(Busy(set, index));
    }

    private static int IndexOf(LeaseSet set, LimitQueue queue)
    {
        for (var i = 0; i < set.Leases.Length; i++)
            if (set.Leases[i].Queue == queue) return i;
        throw new InvalidOperationException("A place in the queue of a limit that is not held against.");
    }

    /// <returns>False when the request has waited long enough.</returns>
    private async ValueTask<bool> MovedAsync(LimitQueue.Place turn, CancellationToken ct)
    {
        var patience = Patience;
        if (patience <= TimeSpan.Zero) return false;
        await WithinPatienceAsync(turn.Changed(), patience < SpendLedger.LookAgainAfter ? patience : SpendLedger.LookAgainAfter, ct);
        return true;
    }

    private async ValueTask<bool> WithinPatienceAsync(Task task, TimeSpan patience, CancellationToken ct)
    {
        if (task.IsCompletedSuccessfully) return true;
        if (patience <= TimeSpan.Zero) return false;
        try
        {
            await task.WaitAsync(patience, ledger.Clock, ct);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Whether so much would fit if everything that runs cost nothing.</summary>
    private static bool FitsWithin(Lease lease, Money amount) =>
        lease.Standing.Cap is not { } cap || lease.Standing.Grant.Posted + amount <= cap;

    /// <summary>Null when running requests, once settled, may leave room.</summary>
    private SpendRefusal? Refusal(LeaseSet set, int index)
    {
        var lease = set.Leases[index];
        var need = _amount.For(set.AtCapOf(index));
        if (lease.Standing.Cap is not { } cap) return null;
        if (need > cap && cap > Money.Zero) return Of(SpendRefusalKind.NeverFits, set, index, need);
        // Batches settle within a day, not within seconds.
        // Only what the books had: a row on its way to them when they answered would count twice beside this node's own posts.
        var stays = lease.Standing.Grant.Posted + ledger.Batches.HeldOn(lease.Key);
        return stays + need > cap ? Of(SpendRefusalKind.Reached, set, index, need) : null;
    }

    private SpendRefusal Busy(LeaseSet set, int index) => Of(SpendRefusalKind.Busy, set, index, _amount.For(set.AtCapOf(index)));

    private SpendRefusal Of(SpendRefusalKind kind, LeaseSet set, int index, Money need)
    {
        var (lease, limit) = (set.Leases[index], set.Limits[index]);
        ledger.Sets.AccountOf(limit).CountRefused();
        var used = lease.Standing.UsedWith(lease.Posted);
        var held = lease.Standing.Grant.Leased - Money.Max(lease.Left, Money.Zero) - (lease.Posted - lease.Standing.PostedHereBefore);
        return new SpendRefusal(
            kind, limit, need, lease.Standing.Cap ?? limit.CapAt(atMs) ?? Money.Zero, used, Money.Max(held, Money.Zero), lease.Span.EndMs);
    }
}
