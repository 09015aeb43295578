using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Claviger.Control.Webhooks;

/// <summary>Sends signed messages. Follows no redirect and asks no proxy; addresses are judged after the name was resolved, so that no name can hide one.</summary>
public sealed class WebhookSender : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly TimeProvider _clock;

    /// <param name="allowPrivate">Receivers inside the own network are wanted.</param>
    public WebhookSender(bool allowPrivate, TimeProvider clock)
    {
        _clock = clock;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, allowPrivate, ct),
        }) { Timeout = Patience, MaxResponseContentBufferSize = 64 * 1024 };
    }

    /// <exception cref="HttpRequestException">Not delivered: no connection, a forbidden address, or an answer other than 2xx.</exception>
    public async Task SendAsync(Uri address, WebhookSecret secret, string id, byte[] body, CancellationToken ct)
    {
        var at = _clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", at.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", secret.Sign(id, at, body));
        using var answer = await _http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"it answered {(int)answer.StatusCode}; only 2xx counts as taken");
    }

    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool allowPrivate, CancellationToken ct)
    {
        var all = IPAddress.TryParse(to.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(to.Host, ct);
        var allowed = all.Where(address => allowPrivate || PublicAddresses.Contains(address)).ToArray();
        if (allowed.Length == 0) throw new HttpRequestException($"{to.Host} is an address inside a network; audit.webhook_allow_private allows those");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, to.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
