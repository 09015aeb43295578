using Claviger.Control.Status;

namespace Claviger.Control.Alerts;

/// <summary>Counters of the data plane, and what they were up to a quarter of an hour ago.</summary>
public sealed class RecentRequests(IGatewayStatus gateway, TimeProvider clock)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly LinkedList<Sample> _samples = new([new Sample(clock.GetUtcNow(), 0, 0, 0, 0)]);

    /// <summary>What came since the oldest sample of the window: admitted, refused, bound violations, refusals of our credential.</summary>
    public (long Admitted, long Refused, long BoundViolations, long CredentialRefusals) Read()
    {
        lock (_lock)
        {
            var now = new Sample(clock.GetUtcNow(), gateway.RequestsGoverned, gateway.RequestsRefused, gateway.BoundViolations, gateway.CredentialRefusals);
            // One sample from before the window stays: what came since is what the window held. A clock that was set back starts anew.
            while (_samples.First is { Next: { } second } && second.Value.At <= now.At - Window) _samples.RemoveFirst();
            if (_samples.Last!.Value.At > now.At) _samples.Clear();
            _samples.AddLast(now);
            var then = _samples.First!.Value;
            return (now.Admitted - then.Admitted, now.Refused - then.Refused, now.Violations - then.Violations, now.Credential - then.Credential);
        }
    }

    private readonly record struct Sample(DateTimeOffset At, long Admitted, long Refused, long Violations, long Credential);
}
