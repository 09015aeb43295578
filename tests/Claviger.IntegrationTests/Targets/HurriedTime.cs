namespace Claviger.IntegrationTests.Targets;

/// <summary>A clock that stands, and on which whoever waits waits for nothing; how long they would have is kept.</summary>
internal sealed class HurriedTime(DateTimeOffset now) : TimeProvider
{
    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
