namespace Claviger.Storage.Dialects;

/// <summary>
/// Whether the store answers, and since when it hasn't. For one that other processes change too: what this process knows of it is as
/// old as the last answer.
/// </summary>
public sealed class StoreContact
{
    private readonly TimeProvider _clock;
    private readonly bool _alwaysHere;
    private long _heard; // monotonic
    private volatile bool _away;

    private StoreContact(TimeProvider clock, bool alwaysHere) => (_clock, _alwaysHere, _heard) = (clock, alwaysHere, clock.GetTimestamp());

    /// <summary>A file that no other process changes: what was read of it stays true.</summary>
    public static StoreContact Embedded { get; } = new(TimeProvider.System, alwaysHere: true);

    internal static StoreContact With(TimeProvider clock) => new(clock, alwaysHere: false);

    public bool IsThere => !_away;

    /// <summary>How old the newest answer is.</summary>
    public TimeSpan Silence => _alwaysHere ? TimeSpan.Zero : _clock.GetElapsedTime(Volatile.Read(ref _heard));

    /// <param name="askedAt">Monotonic: the answer is as old as its question.</param>
    internal void Heard(long askedAt)
    {
        Volatile.Write(ref _heard, askedAt);
        _away = false;
    }

    internal void Lost() => _away = true;
}
