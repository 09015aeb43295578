using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Gateway.Ledger;
using Microsoft.Extensions.Time.Testing;

namespace Claviger.Tests.Ledger;

/// <summary>
/// Some nodes over shared books, with a model beside them that knows only requests: what each holds, what each cost, and which limits cover it.
/// One thread plays all. <see cref="Check"/> compares after every act.
/// </summary>
internal sealed class World : IDisposable
{
    private readonly OneThread _thread = new();
    private readonly FakeTimeProvider _clock = new(Limits.Start);
    private readonly LedgerOptions _options = new() { MostWaiting = 6, IdleAfter = TimeSpan.FromHours(6), SliceTokens = 4 };
    private readonly SpendLimit[] _limits;
    private readonly MemoryBooks _books;
    private readonly WorldNode[] _nodes;
    private readonly GovernedKey?[] _keys = new GovernedKey?[Limits.Keys]; // of the policy in force
    private readonly List<WorldRequest> _waiting = [];
    private readonly WorldModel _model = new();
    private readonly HashSet<int> _wereUnheld = [];
    private readonly HashSet<int> _wereLifted = [];
    private readonly bool _mayCrash;
    private int _batches;

    public World(int nodes, SpendLimit[] limits, bool mayCrash = false)
    {
        (_limits, _mayCrash) = (limits, mayCrash);
        NotePast();
        _books = new MemoryBooks(nodes, (number, atMs) => _limits.FirstOrDefault(limit => limit.Number == number)?.CapAt(atMs));
        var policy = Limits.Policy(_limits);
        _nodes = [.. Enumerable.Range(0, nodes).Select(number => new WorldNode(_books, number, policy, _clock, _options))];
    }

    public int Held { get; private set; }
    public int Refused { get; private set; }
    public IReadOnlyList<WorldRequest> Running => _model.Running;
    public IReadOnlyList<WorldRequest> Waiting => _waiting;
    public int Nodes => _nodes.Length;
    public IReadOnlyList<SpendLimit> All => _limits;
    public MemoryBook BookOf(int node) => _nodes[node].Book;

    public void Ask(int node, int key, HoldAmount amount)
    {
        var at = _nodes[node].Time.NowMs;
        var policy = _nodes[node].Policy.Current;
        var governed = _keys[key] ??= Limits.Key(key, policy.SpendLimits.Values);
        var request = new WorldRequest(node, key, amount, at, [.. governed.SpendLimits.Select(limit => new LeaseKey(limit.Number, policy.Calendar.SpanAt(limit.Period, at).StartMs))]);
        if (_nodes[node].Ledger.TryHold(governed, policy.Calendar, amount, at, out var hold))
        {
            Take(request, hold);
        }
        else
        {
            request.Waiting = _thread.Begin(() => _nodes[node].Ledger.HoldAsync(governed, policy.Calendar, amount, at, null, request.Left).AsTask());
            _waiting.Add(request);
        }

        Settle();
    }

    public void Post(WorldRequest request, long cost)
    {
        End(request, cost);
        request.Hold.Post(new Money(cost));
        Settle();
    }

    public void Release(WorldRequest request)
    {
        _model.Running.Remove(request);
        request.Hold.Release();
        Settle();
    }

    public void Extend(WorldRequest request, long more)
    {
        more = Math.Min(more, request.Hold.Amount.Full.Nanos - request.Hold.Amount.Part.Nanos);
        if (!request.Hold.IsSliced || more <= 0 || !_nodes[request.Node].Ledger.TryExtend(request.Hold, new Money(more), out var extended)) return;
        request.Hold = extended;
        var sliced = request.Hold.Set!.Limits.Where(limit => limit.AtCap == AtCap.Slice).Select(limit => request.Holds.Keys.First(key => key.Limit == limit.Number)).ToList();
        foreach (var key in sliced) request.Holds[key] += more;
        CheckCap(sliced);
        Settle();
    }

    public void Leave(WorldRequest request)
    {
        request.Leave();
        Settle();
    }

    /// <summary>A batch's hold outlives its request.</summary>
    public void KeepForBatch(WorldRequest request, long cost)
    {
        if (request.Hold.Amount.Part != request.Hold.Amount.Full || request.Hold.Limits.Keys.IsEmpty) return;
        var batches = _nodes[request.Node].Ledger.Batches;
        var id = $"batch {_batches++}";
        batches.Keep(id, request.Hold);
        End(request, cost); // its one line
        batches.Settle(id, request.Hold.Amount.Full, new Money(cost));
        batches.Settle(id, request.Hold.Amount.Full, new Money(cost)); // a second time changes nothing
        Settle();
    }

    public void Change(int index, Money? amount, LimitMode mode, long? suspendedUntil)
    {
        _limits[index] = _limits[index] with { Amount = amount, Mode = mode, SuspendedUntilMs = suspendedUntil, Version = _limits.Max(limit => limit.Version) + 1 };
        NotePast();
        Array.Clear(_keys);
        foreach (var node in _nodes) node.Policy.Replace(Limits.Policy(_limits));
        Settle();
    }

    public void Tidy(int node)
    {
        _nodes[node].Ledger.Tidy();
        Settle();
    }

    public void Advance(TimeSpan by)
    {
        _clock.Advance(by);
        Settle();
    }

    public void Slow(int node, bool slow)
    {
        _nodes[node].Book.IsSlow = slow;
        if (!slow) Commit(node);
    }

    public void Commit(int node)
    {
        _nodes[node].Book.Commit();
        Settle();
    }

    /// <param name="which">Answers may come in another order than they were decided in.</param>
    public void Answer(int node, int which)
    {
        if (_nodes[node].Book.Unanswered == 0) return;
        _nodes[node].Book.Answer(which % _nodes[node].Book.Unanswered);
        Settle();
    }

    public void Fail(int node, bool fails)
    {
        _nodes[node].Book.Fails = fails;
        if (fails) _nodes[node].Book.GoodUntil = _clock.GetTimestamp();
        else _nodes[node].Book.Renew(long.MaxValue);
        Settle();
    }

    /// <summary>
    /// A node vanishes. What was not committed is lost, but for rows of requests that were over: those were in the crash file, as were the
    /// running ones, which count at their worst case from now on. What was leased beyond them is free again.
    /// </summary>
    public void Crash(int node)
    {
        if (!_mayCrash) return;
        foreach (var request in _waiting.Where(request => request.Node == node).ToList()) _waiting.Remove(request);
        _nodes[node].Book.CommitRowsOnly();
        foreach (var request in _model.Running.Where(request => request.Node == node).ToList())
        {
            _model.Count(request, request.AtStake.Nanos);
            _books.Post(node, request.Covering, request.Hold.Limits, request.AtStake);
        }

        _nodes[node].Book.IsDead = true;
        foreach (var share in _books.Shares.Values) share.Leased[node] = 0;
        _nodes[node] = new WorldNode(_books, node, Limits.Policy(_limits), _clock, _options);
        Settle();
    }

    /// <summary>Everybody settles; then nothing may be held or leased anywhere.</summary>
    public void End()
    {
        for (var node = 0; node < _nodes.Length; node++)
        {
            Fail(node, false);
            Slow(node, false);
            while (_nodes[node].Book.Unanswered > 0) Answer(node, 0);
        }

        for (var rounds = 0; _waiting.Count + _model.Running.Count > 0; rounds++)
        {
            if (rounds > 10_000) throw new InvalidOperationException($"{_waiting.Count} wait for ever");
            if (_model.Running.Count > 0) Post(_model.Running[0], _model.Running[0].AtStake.Nanos / 2);
            else Advance(TimeSpan.FromMilliseconds(250));
        }

        foreach (var node in _nodes) node.Ledger.DisposeAsync().AsTask().GetAwaiter().GetResult();
        foreach (var (key, share) in _books.Shares)
        {
            foreach (var node in _nodes) Same(Money.Zero, node.Ledger.Read(key).Held, "I6: held at the end", key);
            // Less than nothing: a stream went on while its limit was lifted, and cost more than was ever leased to it.
            if (share.Leased.Any(leased => leased > 0 || leased < 0 && !_wereLifted.Contains(key.Limit))) throw new InvalidOperationException($"I6: {key} has leased {string.Join(",", share.Leased)} at the end");
        }
    }

    public void Dispose()
    {
        foreach (var request in _waiting.Concat(_model.Running)) request.Dispose();
        _thread.Dispose();
    }

    private void Settle()
    {
        _thread.Settle();
        foreach (var request in _waiting.Where(request => request.Waiting!.IsCompleted).ToList())
        {
            _waiting.Remove(request);
            if (request.Waiting!.IsCanceled) continue;
            var answer = request.Waiting.GetAwaiter().GetResult();
            if (answer.Refusal is { } refusal) CheckRefusal(request, refusal);
            else Take(request, answer.Hold);
        }

        Check();
    }

    private void NotePast()
    {
        _wereUnheld.UnionWith(_limits.Where(limit => limit.Mode != LimitMode.Hard).Select(limit => limit.Number));
        _wereLifted.UnionWith(_limits.Where(limit => limit.Amount is null).Select(limit => limit.Number));
    }

    private void Take(WorldRequest request, Hold hold)
    {
        Held++;
        request.Hold = hold;
        for (var i = 0; hold.Set is { } set && i < set.Limits.Length; i++) request.Holds[set.Leases[i].Key] = hold.Amount.For(set.Limits[i].AtCap).Nanos;
        foreach (var key in request.Holds.Keys)
            if (!request.Covering.Contains(key)) throw new InvalidOperationException($"I8: held in {key}, admitted in {string.Join(",", request.Covering)}");
        _model.Running.Add(request);
        CheckCap(request.Holds.Keys);
    }

    private void End(WorldRequest request, long cost)
    {
        _model.Count(request, cost);
        _nodes[request.Node].Book.Post(request.Covering, request.Hold.Limits, new Money(cost));
    }

    /// <summary>I1, at the moment of a hold: with it, what is held and what is posted of held requests fits the cap in force.</summary>
    private void CheckCap(IEnumerable<LeaseKey> keys)
    {
        foreach (var key in keys)
        {
            if (CapOf(key) is not { } cap) continue;
            var total = _model.PostedAndHeldOf(key);
            if (total > cap.Nanos) throw new InvalidOperationException($"I1: {key} has {total} held and posted, the cap is {cap.Nanos}");
        }
    }

    /// <summary>No false refusal: what is said to be reached is, whatever becomes of those that run.</summary>
    private void CheckRefusal(WorldRequest request, SpendRefusal refusal)
    {
        Refused++;
        if (refusal.Limit is not { } limit) return;
        var key = request.Covering.First(key => key.Limit == limit.Number);
        var need = request.Asked.For(limit.AtCap);
        Same(need, refusal.Need, "need", key);
        if (CapOf(key) is not { } cap) return; // it was just lifted
        var (posted, held) = (_model.PostedOf(key), _model.HeldOf(key));
        var isTrue = refusal.Kind switch
        {
            SpendRefusalKind.NeverFits => need > cap,
            SpendRefusalKind.Reached => posted + need.Nanos > cap.Nanos,
            _ => true,
        };
        if (!isTrue) throw new InvalidOperationException($"false refusal: {refusal.Kind} at {key}, need {need.Nanos}, cap {cap.Nanos}, posted {posted}, held {held}");
    }

    private void Check()
    {
        foreach (var (key, share) in _books.Shares)
        {
            if (_nodes.All(node => node.Book.Uncommitted == 0)) Same(new Money(_model.PostedOf(key)), new Money(share.Posted), "I5: posted", key);
            for (var node = 0; node < _nodes.Length; node++)
            {
                var use = _nodes[node].Ledger.Read(key);
                var held = _model.HeldOf(key, node);
                if (IsLeased(key)) Same(new Money(held), use.Held, "held in memory", key);
                // What the node has in memory is leased to it in the books, to the nano-dollar, once nothing is on its way.
                if (IsLeased(key) && _nodes[node].Book is { Uncommitted: 0, Unanswered: 0 }) Same(new Money(share.Leased[node]), use.Held + use.Unused, "leased", key);
            }
        }
    }

    /// <summary>What a soft or shadow limit counts is no lease, and the counter answers for it as long as there is none.</summary>
    private bool IsLeased(LeaseKey key) => !_wereUnheld.Contains(key.Limit);

    /// <summary>Null when nothing caps it now.</summary>
    private Money? CapOf(LeaseKey key)
    {
        var limit = _limits.First(limit => limit.Number == key.Limit);
        return limit.Mode == LimitMode.Hard ? limit.CapAt(_nodes[0].Time.NowMs) : null;
    }

    private static void Same(Money expected, Money actual, string what, LeaseKey key)
    {
        if (expected != actual) throw new InvalidOperationException($"{what} of {key}: {expected.Nanos} expected, {actual.Nanos} found");
    }
}
