namespace Claviger.Demo.Month;

/// <summary>Stands where it is put, and only ever goes forward: use cases under it date what they make. Timers and pauses stay real.</summary>
internal sealed class PastClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    public void MoveTo(DateTimeOffset at)
    {
        if (at < GetUtcNow()) throw new InvalidOperationException($"the past goes on only: {at:O} is before {GetUtcNow():O}");
        Volatile.Write(ref _ticks, at.UtcTicks);
    }
}
