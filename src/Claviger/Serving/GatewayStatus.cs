using Claviger.Control.Status;
using Claviger.Gateway.Telemetry;
using Claviger.Storage.Usage;

namespace Claviger.Serving;

internal sealed class GatewayStatus(UsageJournal journal, GatewayMetrics metrics) : IGatewayStatus
{
    public bool Ready => journal.IsHealthy;
    public int JournalPending => journal.Pending;
    public long RequestsGoverned => metrics.Governed;
    public long RequestsRefused => metrics.RefusedCount;
}
