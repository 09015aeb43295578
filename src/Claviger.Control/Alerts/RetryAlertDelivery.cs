using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Alerts;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Alerts;

namespace Claviger.Control.Alerts;

/// <summary>Sends a dead letter, or one that waits, once more. One that was delivered stays delivered: nobody gets it twice.</summary>
public sealed class RetryAlertDelivery(Database database, TimeProvider clock)
{
    public async Task<Outcome<AlertDeliveryView>> RunAsync(Actor actor, string id, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.AlertsManage)) return Denial.Of(tx, actor, AuditKind.AlertDeliveryRetried, id, Permission.AlertsManage);
        if (AlertDeliveryStore.Find(tx, actor.Organization, id) is not { } delivery) return Problem.NotFound("alert delivery");
        if (delivery.Status == DeliveryStatus.Delivered) return Problem.Conflict("id", "this was delivered: it is not sent twice", "already_delivered");
        var now = clock.GetUtcNow();
        AlertDeliveryStore.Retry(tx, delivery.Id, now);
        tx.Record(actor.Did(AuditKind.AlertDeliveryRetried, id, AuditDetail.Of(("channel_id", delivery.Channel.Value), ("alert_id", delivery.Alert?.Value))));
        return AlertViews.Of(delivery with { Status = DeliveryStatus.Pending, Attempts = 0, NextAt = now, EndedAt = null });
    }
}
