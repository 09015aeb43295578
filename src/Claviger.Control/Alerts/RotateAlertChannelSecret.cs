using Claviger.Control.Webhooks;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Alerts;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Alerts;
using Claviger.Storage.Secrets;

namespace Claviger.Control.Alerts;

/// <summary>Gives a webhook channel a new signing secret. Messages carry both signatures for a while, so that its receiver can move over.</summary>
public sealed class RotateAlertChannelSecret(Database database, Sealer sealer, TimeProvider clock)
{
    private const int UsualHours = 24, MostHours = 168;

    public async Task<Outcome<CreatedAlertChannelView>> RunAsync(Actor actor, string id, RotateAlertChannelSecretRequest request, CancellationToken ct)
    {
        if (request.OverlapHours is < 0 or > MostHours) return Problem.Invalid("overlap_hours", $"must be from 0 to {MostHours}");
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.AlertsManage)) return Denial.Of(tx, actor, AuditKind.AlertChannelSecretRotated, id, Permission.AlertsManage);
        if (AlertChannelStore.Find(tx, actor.Organization, id) is not { } channel) return EditAlertChannel.NotFound;
        if (channel.Type != AlertChannelType.Webhook || AlertChannelStore.SecretOf(tx, sealer, channel) is not { } old)
            return Problem.Invalid("id", "only webhook channels have a signing secret; give another type a new url or routing_key", "no_signing_secret");
        var now = clock.GetUtcNow();
        var hours = request.OverlapHours ?? UsualHours;
        DateTimeOffset? until = hours == 0 ? null : now.AddHours(hours);
        var secret = old with { Key = WebhookSecret.New(), OldKey = until is null ? null : old.Key, OldKeyUntil = until };
        var changed = channel with { OldSecretUntil = until, UpdatedAt = now };
        AlertChannelStore.Update(tx, sealer, changed, secret);
        tx.Record(actor.Did(AuditKind.AlertChannelSecretRotated, id, AuditDetail.Of(("name", channel.Name), ("old_secret_until", until))));
        return new CreatedAlertChannelView(AlertViews.Of(changed), secret.Key);
    }
}
