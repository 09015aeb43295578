using Claviger.Storage;
using Claviger.Storage.Alerts;

namespace Claviger.Control.Alerts;

/// <summary>Deletes what is long over, so that the tables don't grow for ever: resolved alerts, and deliveries that were taken or given up. What is open stays, however old.</summary>
public sealed class ForgetAlerts(Database database, TimeProvider clock)
{
    /// <summary>A year, and the time to notice. Longer than any period that may hold again under the same key.</summary>
    private static readonly TimeSpan AlertsKept = TimeSpan.FromDays(400);

    private static readonly TimeSpan DeliveriesKept = TimeSpan.FromDays(90);

    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    private DateTimeOffset _last = DateTimeOffset.MinValue;

    internal async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (now - _last < Every) return;
        await AlertStore.ForgetAsync(database, now - AlertsKept, ct);
        await AlertDeliveryStore.ForgetAsync(database, now - DeliveriesKept, ct);
        _last = now;
    }
}
