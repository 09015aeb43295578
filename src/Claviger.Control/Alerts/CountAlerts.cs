using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Alerts;
using Claviger.Storage;
using Claviger.Storage.Alerts;

namespace Claviger.Control.Alerts;

/// <summary>What is open, in figures.</summary>
public sealed class CountAlerts(Database database)
{
    public Outcome<AlertCounts> Run(Actor actor)
    {
        if (!actor.May(Permission.AlertsRead)) return Denial.Of(Permission.AlertsRead);
        using var reader = database.Read();
        var open = AlertStore.CountOpen(reader, actor.Organization);
        return new AlertCounts(Of(AlertSeverity.Critical), Of(AlertSeverity.Warning), Of(AlertSeverity.Info), open.Sum(row => row.Unseen), AlertDeliveryStore.CountDead(reader, actor.Organization));

        long Of(AlertSeverity severity) => open.Where(row => row.Severity == severity).Sum(row => row.Open);
    }
}
