using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Alerts;
using Claviger.Storage.Secrets;
using Microsoft.Extensions.Logging;

namespace Claviger.Control.Alerts;

/// <summary>Empties the outbox: claims, sends, and notes what came of it.</summary>
public sealed partial class DeliverAlerts(Database database, Sealer sealer, IEnumerable<IAlertSender> senders, PolicyHolder policy, TimeProvider clock, ILogger<DeliverAlerts> log)
{
    private const int MostAtOnce = 200;

    /// <summary>Sent at the same time: a slow receiver holds up few others.</summary>
    private const int InParallel = 8;

    private readonly Dictionary<AlertChannelType, IAlertSender> _senders = senders.ToDictionary(sender => sender.Type);

    /// <summary>Everything that is due now.</summary>
    /// <returns>How many were delivered.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var delivered = 0;
        var organization = policy.Current.Organization.Id;
        IReadOnlyList<AlertDelivery> due;
        using (var reader = database.Read()) due = AlertDeliveryStore.Due(reader, organization, clock.GetUtcNow(), MostAtOnce);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = InParallel, CancellationToken = ct }, async (delivery, token) =>
        {
            if (await OneAsync(organization, delivery, token)) Interlocked.Increment(ref delivered);
        });
        return delivered;
    }

    /// <summary>At once and past the outbox, for the test button; the channel remembers what came of it.</summary>
    /// <returns>Null: it was taken.</returns>
    public async Task<string?> TryAsync(AlertChannel channel, AlertDeliveryId id, AlertMessage message, CancellationToken ct)
    {
        var error = await SendAsync(channel, id, message, ct);
        await AlertDeliveryStore.TriedAsync(database, channel.Id, error, clock.GetUtcNow(), CancellationToken.None);
        return error;
    }

    private async Task<bool> OneAsync(OrganizationId organization, AlertDelivery delivery, CancellationToken ct)
    {
        AlertChannel? channel;
        using (var reader = database.Read()) channel = AlertChannelStore.Find(reader, organization, delivery.Channel.Value);
        var now = clock.GetUtcNow();
        if (channel?.Quiet is { } quiet && delivery.Severity != AlertSeverity.Critical && delivery.Event != AlertEvent.Test && quiet.After(now, policy.Current.Calendar.Zone) is var then && then > now)
        {
            await AlertDeliveryStore.PutOffAsync(database, delivery, then, ct);
            return false;
        }

        if (!await AlertDeliveryStore.ClaimAsync(database, delivery, now, ct)) return false;
        // What was claimed is finished: a stop waits for it, or a receiver would get it again.
        var error = channel is null ? "the channel is gone" : !channel.IsEnabled ? "the channel is disabled" : await SendAsync(channel, delivery.Id, delivery.Message, CancellationToken.None);
        var at = clock.GetUtcNow();
        if (error is null)
        {
            await AlertDeliveryStore.DeliveredAsync(database, delivery, at, CancellationToken.None);
            return true;
        }

        var wait = channel is { IsEnabled: true } ? Backoff.After(delivery.Attempts + 1) : null;
        await AlertDeliveryStore.FailedAsync(database, delivery, error, at, wait is { } later ? at + later : null, CancellationToken.None);
        if (wait is null) LogDead(delivery.Id.Value, channel?.Name ?? delivery.Channel.Value, error);
        return false;
    }

    private async Task<string?> SendAsync(AlertChannel channel, AlertDeliveryId id, AlertMessage message, CancellationToken ct)
    {
        try
        {
            AlertChannelSecret? secret;
            using (var reader = database.Read()) secret = AlertChannelStore.SecretOf(reader, sealer, channel);
            await _senders[channel.Type].SendAsync(channel, secret, id, message, ct);
            return null;
        }
        catch (AlertNotSentException error)
        {
            return error.Message.Length <= 500 ? error.Message : error.Message[..500] + "…";
        }
        catch (StorageException error)
        {
            return error.Message;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Alert delivery {Delivery} to {Channel} was given up: {Error}")]
    private partial void LogDead(string delivery, string channel, string error);
}
