using System.Text.Json;
using Claviger.Control.Webhooks;
using Claviger.Core;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage.Audit;

namespace Claviger.Control.Audit;

/// <summary>Sends the newest checkpoint to an address. Only the newest: it covers the ones before.</summary>
public sealed class CheckpointWebhook(WebhookSender sender, Uri address, WebhookSecret secret) : ICheckpointPlace
{
    public string Name => "webhook";

    public Task TakeAsync(OrganizationId organization, IReadOnlyList<StoredCheckpoint> news, CancellationToken ct)
    {
        var newest = news[^1];
        var at = DateTimeOffset.FromUnixTimeMilliseconds(newest.AtMs);
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = "audit_log.checkpoint",
            timestamp = UtcTimeConverter.Text(at),
            data = new { organization_id = organization.Value, origin = Checkpoint.OriginOf(organization), size = newest.Size, checkpoint = newest.Note },
        });
        // The same id at a retry of the same checkpoint: receivers use it to know one they have.
        return sender.SendAsync(address, secret, $"msg_checkpoint_{organization}_{newest.Size}", body, ct);
    }
}
