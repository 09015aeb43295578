using Claviger.Control.Alerts;
using Claviger.Core;
using Claviger.Core.Alerts;

namespace Claviger.Demo;

/// <summary>Takes every mail of the demo and sends none: its people don't exist. The store keeps what was told, as after a real delivery.</summary>
internal sealed class DemoMailbox : IAlertSender
{
    public AlertChannelType Type => AlertChannelType.Email;

    public Task SendAsync(AlertChannel channel, AlertChannelSecret? secret, AlertDeliveryId id, AlertMessage message, CancellationToken ct) => Task.CompletedTask;
}
