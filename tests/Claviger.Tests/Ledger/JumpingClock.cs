namespace Claviger.Tests.Ledger;

/// <summary>A wall clock that somebody sets, back too. Its monotonic time stands still.</summary>
internal sealed class JumpingClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public void Jump(TimeSpan by) => _now += by;

    public override DateTimeOffset GetUtcNow() => _now;
    public override long GetTimestamp() => 0;
}
