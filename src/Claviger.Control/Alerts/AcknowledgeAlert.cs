using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Alerts;

namespace Claviger.Control.Alerts;

/// <summary>Somebody knows of it: it is not repeated. It stays open until its condition ends.</summary>
public sealed class AcknowledgeAlert(Database database, TimeProvider clock)
{
    public async Task<Outcome<AlertView>> RunAsync(Actor actor, string id, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.AlertsManage)) return Denial.Of(tx, actor, AuditKind.AlertAcknowledged, id, Permission.AlertsManage);
        if (AlertStore.Find(tx, actor.Organization, id) is not { } alert) return Problem.NotFound("alert");
        if (alert.AcknowledgedAt is not null) return AlertViews.Of(alert); // who was first stays first
        var (by, now) = (actor.Member?.Value ?? actor.Id, clock.GetUtcNow());
        AlertStore.Acknowledge(tx, alert.Id, by, now);
        tx.Record(actor.Did(AuditKind.AlertAcknowledged, id, AuditDetail.Of(("title", alert.Condition.Title))));
        return AlertViews.Of(alert with { AcknowledgedAt = now, AcknowledgedBy = by });
    }
}
