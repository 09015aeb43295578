using Claviger.Core.Limits;

namespace Claviger.Tests.Ledger;

/// <summary>What must be true, known from requests alone: what each limit has posted in each period, and what runs against it.</summary>
internal sealed class WorldModel
{
    private readonly Dictionary<LeaseKey, long> _posted = [];
    private readonly Dictionary<LeaseKey, long> _unheld = [];

    public List<WorldRequest> Running { get; } = [];

    /// <summary>A request is over. It counts for every limit that covers it, in the period of its admission, whatever it was held against.</summary>
    public void Count(WorldRequest request, long cost)
    {
        Running.Remove(request);
        foreach (var key in request.Covering)
        {
            _posted[key] = _posted.GetValueOrDefault(key) + cost;
            if (!request.Holds.ContainsKey(key)) _unheld[key] = _unheld.GetValueOrDefault(key) + cost;
        }
    }

    public long PostedOf(LeaseKey key) => _posted.GetValueOrDefault(key);

    /// <summary>Without what was never held, of requests that began before the limit was in force: no ledger could have kept that within the cap.</summary>
    public long PostedAndHeldOf(LeaseKey key) => PostedOf(key) - _unheld.GetValueOrDefault(key) + HeldOf(key);

    /// <param name="node">Null: on all.</param>
    public long HeldOf(LeaseKey key, int? node = null)
    {
        long held = 0;
        foreach (var request in Running)
            if (node is not { } only || request.Node == only) held += request.Holds.GetValueOrDefault(key);
        return held;
    }
}
