namespace Claviger.Core.Sightings;

/// <summary>A network and a program that a key was used by.</summary>
public sealed class SightedPlace
{
    /// <summary>A last sighting is worth storing once it is so much newer than the stored one: this is evidence of days.</summary>
    private const long WorthStoringMs = 10 * 60_000;

    private readonly KeySightings _all;
    private readonly int _key;
    private readonly CallerNetwork _network;
    private readonly string _word;
    private readonly string? _environment;
    private readonly bool _others;
    private long _firstMs;
    private long _lastMs;
    private long _storedMs;
    private int _queued;

    internal SightedPlace(KeySightings all, int key, CallerNetwork network, string word, string? environment, bool others) =>
        (_all, _key, _network, _word, _environment, _others) = (all, key, network, word, environment, others);

    internal bool Is(CallerNetwork network, ReadOnlySpan<char> word, string? environment) =>
        !_others && _network == network && word.SequenceEqual(_word) && string.Equals(_environment, environment, StringComparison.Ordinal);

    internal bool TakesOthersOf(string? environment) => _others && string.Equals(_environment, environment, StringComparison.Ordinal);

    internal void At(DateTimeOffset now)
    {
        var ms = now.ToUnixTimeMilliseconds();
        if (ms - Volatile.Read(ref _lastMs) < 1_000) return; // a shared line that is written by every request would be fought over
        Volatile.Write(ref _lastMs, ms);
        var isFirst = Interlocked.CompareExchange(ref _firstMs, ms, 0) == 0;
        if ((isFirst || ms - Volatile.Read(ref _storedMs) >= WorthStoringMs) && Interlocked.Exchange(ref _queued, 1) == 0) _all.Enqueue(this);
    }

    /// <summary>Before it is read for storing: a sighting that comes meanwhile queues it again.</summary>
    internal void Dequeued()
    {
        Volatile.Write(ref _queued, 0);
        Volatile.Write(ref _storedMs, Volatile.Read(ref _lastMs));
    }

    public Sighting ToSighting() => new(
        _key, _others ? CallerNetwork.Others : _network.ToString(), _environment ?? "", _others ? CallerNetwork.Others : ClientName.Of(_word),
        DateTimeOffset.FromUnixTimeMilliseconds(Volatile.Read(ref _firstMs)), DateTimeOffset.FromUnixTimeMilliseconds(Volatile.Read(ref _lastMs)));
}
