using Microsoft.Extensions.Logging;

namespace Claviger.Control.Alerts;

/// <summary>Looks at rules every minute and at the outbox every few seconds, beside requests.</summary>
public sealed partial class AlertService(EvaluateAlerts evaluate, DeliverAlerts deliver, WriteDigests digests, ForgetAlerts forget, AlertOptions options, TimeProvider clock, ILogger<AlertService> log)
{
    /// <summary>Looks at the outbox in the time of one look at rules: every 5 seconds, where that is a minute.</summary>
    private const int OutboxLooks = 12;

    /// <summary>Runs until stopped.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(
        RepeatAsync(options.Every, async () =>
        {
            await evaluate.RunAsync(ct);
            await digests.RunAsync(ct);
            await forget.RunAsync(ct);
        }, ct),
        RepeatAsync(options.Every / OutboxLooks, () => deliver.RunAsync(ct), ct));

    private async Task RepeatAsync(TimeSpan every, Func<Task> act, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await Task.Delay(every, clock, ct);
                try
                {
                    await act();
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    LogFailed(error);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alerts can't be looked at; it is tried again")]
    private partial void LogFailed(Exception error);
}
