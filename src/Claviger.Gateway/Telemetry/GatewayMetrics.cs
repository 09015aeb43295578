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

    public GatewayMetrics() => _refusals = _meter.CreateCounter<long>("claviger.gateway.refusals", description: "Requests answered by the gateway itself, by cause");

    public long Governed => Volatile.Read(ref _governed);

    public long RefusedCount => Volatile.Read(ref _refused);

    public void CountGoverned() => Interlocked.Increment(ref _governed);

    public void CountRefused(Refusal refusal)
    {
        Interlocked.Increment(ref _refused);
        if (_refusals.Enabled) _refusals.Add(1, new KeyValuePair<string, object?>("cause", RefusalWire.Label(refusal)));
    }

    public void Dispose() => _meter.Dispose();
}
