using Claviger.Core;
using Claviger.Core.Alerts;

namespace Claviger.Control.Alerts;

/// <summary>Brings a message to a channel of one type.</summary>
public interface IAlertSender
{
    AlertChannelType Type { get; }

    /// <param name="id">The same at each attempt: receivers use it to know a message that they have.</param>
    /// <exception cref="AlertNotSentException">It was not taken, or nobody knows; the text may be shown.</exception>
    Task SendAsync(AlertChannel channel, AlertChannelSecret? secret, AlertDeliveryId id, AlertMessage message, CancellationToken ct);
}
