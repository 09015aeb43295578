using System.Collections.Concurrent;

namespace Claviger.Core.Sightings;

/// <summary>Where every key was seen since the start, and which of it the store does not know yet.</summary>
public sealed class KeySightings
{
    private readonly ConcurrentDictionary<int, SightedKey> _keys = new();
    private readonly ConcurrentQueue<SightedPlace> _changed = new();

    /// <summary>The one object of a key, which snapshots come and go around.</summary>
    public SightedKey Of(int key) => _keys.GetOrAdd(key, static (number, all) => new SightedKey(all, number), this);

    /// <summary>What is worth storing, each once. What a failing store can't take is given back with <see cref="Enqueue"/>.</summary>
    public IReadOnlyList<SightedPlace> TakeChanged(int most)
    {
        var taken = new List<SightedPlace>();
        while (taken.Count < most && _changed.TryDequeue(out var place))
        {
            place.Dequeued();
            taken.Add(place);
        }

        return taken;
    }

    public void Enqueue(SightedPlace place) => _changed.Enqueue(place);
}
