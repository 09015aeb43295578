using System.Net.Sockets;
using Claviger.Control.Webhooks;

namespace Claviger.Control.Alerts;

/// <summary>The guarded client for receivers that admins name, and the words for what goes wrong with it.</summary>
public sealed class HttpAlerts(AlertOptions options, TimeProvider clock) : IDisposable
{
    private readonly WebhookSender _sender = new(options.AllowPrivate, clock, "alerts.allow_private");

    public Task SignedAsync(Uri address, IReadOnlyList<WebhookSecret> secrets, string id, byte[] body, CancellationToken ct) =>
        GuardAsync(() => _sender.SendAsync(address, secrets, id, body, ct), address, ct);

    public Task PostAsync(Uri address, byte[] body, CancellationToken ct) => GuardAsync(() => _sender.PostAsync(address, body, ct), address, ct);

    public void Dispose() => _sender.Dispose();

    private static async Task GuardAsync(Func<Task> send, Uri address, CancellationToken ct)
    {
        try
        {
            await send();
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            // Never the path or query of the address: it may be all that keeps others from posting there.
            throw new AlertNotSentException(error is OperationCanceledException ? $"{address.Host} did not answer within 10 seconds" : $"{address.Host}: {error.Message}", error);
        }
    }
}
