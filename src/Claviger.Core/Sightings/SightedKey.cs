using System.Net;

namespace Claviger.Core.Sightings;

/// <summary>Where one key was seen since the start. Written by requests: a known place costs a short walk and allocates nothing.</summary>
public sealed class SightedKey(KeySightings all, int key)
{
    /// <summary>Most places that are told apart; whatever comes after counts as one more, which says so. A caller can send any User-Agent.</summary>
    public const int Most = 32;

    private readonly Lock _growing = new();
    private SightedPlace[] _places = [];

    /// <param name="environment">The environment whose declared network the caller was in, if any.</param>
    public void At(IPAddress? address, string? userAgent, string? environment, DateTimeOffset now)
    {
        var network = CallerNetwork.Of(address);
        var word = ClientName.Word(userAgent);
        (Find(network, word, environment) ?? Add(network, word, environment)).At(now);
    }

    private SightedPlace? Find(CallerNetwork network, ReadOnlySpan<char> word, string? environment)
    {
        foreach (var place in Volatile.Read(ref _places))
            if (place.Is(network, word, environment)) return place;
        return null;
    }

    private SightedPlace Add(CallerNetwork network, ReadOnlySpan<char> word, string? environment)
    {
        lock (_growing)
        {
            if (Find(network, word, environment) is { } meanwhile) return meanwhile;
            // The last place takes in all others, but never hides another environment: those are few.
            if (_places.Length >= Most && Array.Find(_places, place => place.TakesOthersOf(environment)) is { } others) return others;
            var place = _places.Length < Most ? new SightedPlace(all, key, network, word.ToString(), environment, others: false) : new SightedPlace(all, key, default, "", environment, others: true);
            Volatile.Write(ref _places, [.. _places, place]);
            return place;
        }
    }
}
