using Claviger.Core.Policy;

namespace Claviger.Gateway.Relay;

/// <summary>
/// Every governed request from before its admission to its end, so that those of a stopped secret can be ended. In several lists, each behind
/// a lock of its own that is held for a few instructions: a cut looks through all of them, a request touches one.
/// </summary>
public sealed class OpenRequests
{
    private const int Lists = 16; // a power of two

    private readonly List[] _lists = [.. Enumerable.Range(0, Lists).Select(_ => new List())];
    private readonly PolicyHolder _policy;

    public OpenRequests(PolicyHolder policy)
    {
        _policy = policy;
        // After the swap: whoever is not in a list by then sees the new snapshot in Add.
        policy.Replaced += next => Cut(next.Cuts);
    }

    internal void Add(Exchange exchange)
    {
        exchange.OpenList = Environment.CurrentManagedThreadId & (Lists - 1);
        var list = _lists[exchange.OpenList];
        lock (list.Gate)
        {
            exchange.NextOpen = list.First;
            if (list.First is { } first) first.PreviousOpen = exchange;
            list.First = exchange;
        }

        // It may have met the old policy just before the cut, and come here just after it.
        if (!ReferenceEquals(_policy.Current, exchange.Policy)) CutIfAsked(exchange, _policy.Current.Cuts);
    }

    internal void Remove(Exchange exchange)
    {
        var list = _lists[exchange.OpenList];
        lock (list.Gate)
        {
            if (exchange.PreviousOpen is { } previous) previous.NextOpen = exchange.NextOpen;
            else list.First = exchange.NextOpen;
            if (exchange.NextOpen is { } next) next.PreviousOpen = exchange.PreviousOpen;
            exchange.PreviousOpen = exchange.NextOpen = null;
        }
    }

    private void Cut(CutSecrets cuts)
    {
        if (cuts.IsEmpty) return;
        foreach (var list in _lists)
            lock (list.Gate)
                for (var exchange = list.First; exchange is not null; exchange = exchange.NextOpen) CutIfAsked(exchange, cuts);
    }

    /// <summary>
    /// As if its caller had left: what waits is given up, what upstream has begun is read to its end and booked. In the list's lock, because
    /// the context of a request that has been removed may be another's already; aborting hands the work to another thread.
    /// </summary>
    private static void CutIfAsked(Exchange exchange, CutSecrets cuts)
    {
        if (cuts.Ends(exchange.Secret.Id, exchange.At)) exchange.Http.Abort();
    }

    private sealed class List
    {
        public readonly Lock Gate = new();
        public Exchange? First;
    }
}
