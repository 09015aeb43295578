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
    /// <param name="setting">The setting that says so, for the error.</param>
    public WebhookSender(bool allowPrivate, TimeProvider clock, string setting = "audit.webhook_allow_private")
    {
        _clock = clock;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, allowPrivate, setting, ct),
        }) { Timeout = Patience, MaxResponseContentBufferSize = 64 * 1024 };
    }

    /// <exception cref="HttpRequestException">Not delivered: no connection, a forbidden address, or an answer other than 2xx.</exception>
    public Task SendAsync(Uri address, WebhookSecret secret, string id, byte[] body, CancellationToken ct) => SendAsync(address, [secret], id, body, ct);

    /// <param name="secrets">Several while one takes the place of another: a receiver knows one of them.</param>
    /// <exception cref="HttpRequestException">Not delivered: no connection, a forbidden address, or an answer other than 2xx.</exception>
    public async Task SendAsync(Uri address, IReadOnlyList<WebhookSecret> secrets, string id, byte[] body, CancellationToken ct)
    {
        var at = _clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = Json(address, body);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", at.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", string.Join(' ', secrets.Select(secret => secret.Sign(id, at, body))));
        using var answer = await _http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"it answered {(int)answer.StatusCode}; only 2xx counts as taken");
    }

    /// <summary>A message in somebody else's form, unsigned.</summary>
    /// <exception cref="HttpRequestException">The same, and of what it answered the beginning.</exception>
    public async Task PostAsync(Uri address, byte[] body, CancellationToken ct)
    {
        using var request = Json(address, body);
        using var answer = await _http.SendAsync(request, ct);
        if (answer.IsSuccessStatusCode) return;
        var text = await answer.Content.ReadAsStringAsync(ct);
        throw new HttpRequestException($"it answered {(int)answer.StatusCode}; only 2xx counts as taken. It said: {new string([.. text.Take(200).Select(c => char.IsControl(c) ? ' ' : c)]).Trim()}");
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Json(Uri address, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool allowPrivate, string setting, CancellationToken ct)
    {
        var all = IPAddress.TryParse(to.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(to.Host, ct);
        var allowed = all.Where(address => allowPrivate || PublicAddresses.Contains(address)).ToArray();
        if (allowed.Length == 0) throw new HttpRequestException($"{to.Host} is an address inside a network; {setting} allows those");
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
