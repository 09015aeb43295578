using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Alerts;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Alerts;

namespace Claviger.Control.Alerts;

/// <summary>Sends a test now, past quiet hours and the outbox, and says what came back.</summary>
public sealed class TestAlertChannel(Database database, DeliverAlerts deliver, PolicyHolder policy, TimeProvider clock)
{
    public async Task<Outcome<AlertChannelTestView>> RunAsync(Actor actor, string id, CancellationToken ct)
    {
        AlertChannel channel;
        using (var tx = await database.BeginAdminAsync(ct))
        {
            if (!actor.May(Permission.AlertsManage)) return Denial.Of(tx, actor, AuditKind.AlertChannelTested, id, Permission.AlertsManage);
            if (AlertChannelStore.Find(tx, actor.Organization, id) is not { } found) return EditAlertChannel.NotFound;
            // Before it is sent, and not with the writer's turn in hand: the receiver may take its time.
            tx.Record(actor.Did(AuditKind.AlertChannelTested, id, AuditDetail.Of(("name", found.Name))));
            channel = found;
        }

        var now = clock.GetUtcNow();
        var error = await deliver.TryAsync(channel, AlertDeliveryId.New(), AlertMessages.Test(channel, policy.Current.Organization.Name, now) with { OwnerId = actor.Member?.Value }, ct);
        return new AlertChannelTestView(id, "alert_channel_test", error is null, error, clock.GetUtcNow());
    }
}
