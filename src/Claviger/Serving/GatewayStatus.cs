using Claviger.Control.Status;
using Claviger.Gateway.Ledger;
using Claviger.Gateway.Telemetry;
using Claviger.Storage;
using Claviger.Storage.Usage;

namespace Claviger.Serving;

internal sealed class GatewayStatus(Database database, UsageJournal journal, GatewayMetrics metrics, BooksClock time) : IGatewayStatus
{
    public bool Ready => journal.IsHealthy && database.Contact.IsThere;
    public int JournalPending => journal.Pending;
    public long RequestsGoverned => metrics.Governed;
    public long RequestsRefused => metrics.RefusedCount;
    public long BoundViolations => metrics.BoundViolations;
    public long CredentialRefusals => metrics.CredentialRefusals;
    public long StreamsStopped => metrics.StoppedAtCap;
    public TimeSpan ClockLag => time.Lag;
}
