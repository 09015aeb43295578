using System.Diagnostics.Metrics;
using Claviger.Gateway.Admission;

namespace Claviger.Gateway.Telemetry;

/// <summary>Counters of the data plane. Names are OpenTelemetry's where it has one; all of them stand here.</summary>
public sealed class GatewayMetrics : IDisposable
{
    private readonly Meter _meter = new("Claviger.Gateway");
    private readonly Counter<long> _refusals;
    private long _governed;
    private long _refused;
    private long _boundViolations;
    private long _stopped;
    private readonly Counter<long> _violations;
    private long _credential;

    public GatewayMetrics()
    {
        _refusals = _meter.CreateCounter<long>("claviger.gateway.refusals", description: "Requests answered by the gateway itself, by cause");
        _violations = _meter.CreateCounter<long>("claviger.gateway.bound_violations", description: "Requests that cost more than the worst case they were held at; must stay 0");
    }

    public long Governed => Volatile.Read(ref _governed);

    public long RefusedCount => Volatile.Read(ref _refused);

    /// <summary>Streams that were ended because a spend limit had no room for more of them.</summary>
    public long StoppedAtCap => Volatile.Read(ref _stopped);

    public void CountStopped() => Interlocked.Increment(ref _stopped);

    /// <summary>Requests that cost more than was held for them: each is a fault of the bound.</summary>
    public long BoundViolations => Volatile.Read(ref _boundViolations);

    /// <summary>Answers 401 of upstream: Claviger's own credential was refused.</summary>
    public long CredentialRefusals => Volatile.Read(ref _credential);

    public void CountBoundViolated()
    {
        Interlocked.Increment(ref _boundViolations);
        _violations.Add(1);
    }

    public void CountGoverned() => Interlocked.Increment(ref _governed);

    public void CountRefused(Refusal refusal)
    {
        Interlocked.Increment(ref _refused);
        if (refusal == Refusal.UpstreamCredentialRefused) Interlocked.Increment(ref _credential);
        if (_refusals.Enabled) _refusals.Add(1, new KeyValuePair<string, object?>("cause", RefusalWire.Label(refusal)));
    }

    public void Dispose() => _meter.Dispose();
}
